import { createTelnyx } from "@telnyx-kit/core";
import { createGather } from "@telnyx-kit/gather";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { describe, expect, test } from "vitest";
import type { Party } from "../calls/party.js";
import type { Rehearsal } from "../rehearse.js";
import { bridgeToAgent } from "./__fixtures__/bridge-to-agent.js";
import { menu } from "./__fixtures__/menu.js";
import { bugs, type Line, type Planted, plantedApp, sound } from "./__fixtures__/planted-bugs.js";
import { EndingFailure } from "./ending-failure.js";
import { type EveryEndingOptions, everyEnding } from "./every-ending.js";
import type { EndingsReport } from "./report.js";

type Options = Partial<EveryEndingOptions>;

const search = (planted: Planted, options: Options = {}) =>
  everyEnding({ app: plantedApp(planted), scenario: planted.scenario, ...options } as EveryEndingOptions);

async function failureOf(searching: Promise<EndingsReport>): Promise<EndingFailure> {
  const outcome = await searching.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(EndingFailure);
  return outcome as EndingFailure;
}

const silentAgent = bugs["an agent stays on a silent line when the caller hangs up while the agent rings"] as Planted;

describe("a planted bug", () => {
  test.each(Object.entries(bugs))("is found within ten seconds: %s", async (_name, planted) => {
    const failure = await failureOf(search(planted));
    expect({ kind: failure.kind, steps: failure.steps.length }).toEqual(planted.finds);
    expect(failure.report.seconds).toBeLessThanOrEqual(10);
  });
});

describe("an application without a bug", () => {
  test("lives through every run of two steps", async () => {
    const report = await search(sound, { seconds: 600 });
    console.log(`${report.runs} runs in ${report.seconds} s`);
    expect(report).toMatchObject({ steps: 2, complete: true });
    expect(report.runs).toBeGreaterThan(300);
  });

  test("is searched in the same way each time", async () => {
    const [first, second] = [await search(sound, { steps: 1 }), await search(sound, { steps: 1 })];
    expect(first).toMatchObject({ steps: 1, complete: true });
    expect({ ...second, seconds: 0 }).toEqual({ ...first, seconds: 0 });
  });
});

describe("a failure", () => {
  test("has the steps, the run as text and as a ladder, and what shows the run alone", async () => {
    const failure = await failureOf(search(silentAgent));
    expect(failure.steps).toEqual([
      "caller +12025550101 hangs up after the webhook call.answered (caller +12025550101)",
    ]);
    expect(failure.message).toContain("The call from +12025550102 to +12025550111 is stranded");
    expect(failure.message).toContain(JSON.stringify(failure.replay));
    expect(failure.timeline).toContain("voice.bridge                       422 90018");
    expect(failure.ladder).toMatch(/^<svg/);
    const again = await failureOf(search(silentAgent, { replay: failure.replay }));
    expect(again.report.runs).toBe(1);
    expect(again.timeline).toBe(failure.timeline);
    expect(again.ladder).toBe(failure.ladder);
  });

  test("of two steps is shown alone too, and is over when the bug is", async () => {
    const { replay, steps } = await failureOf(
      search(bugs["an agent is called for a caller who went before"] as Planted),
    );
    expect(steps).toHaveLength(2);
    expect(await search(sound, { replay })).toMatchObject({ runs: 1, steps: 2, complete: true });
  });

  test("of the usual run is shown alone too", async () => {
    const voicemail = bugs["a voicemail never ends"] as Planted;
    const { replay } = await failureOf(search(voicemail));
    expect((await failureOf(search(voicemail, { replay }))).steps).toEqual([]);
  });

  test("of a replay that fits no longer says which step is missing", async () => {
    await expect(search(sound, { replay: "callee +12025550199 is busy" })).rejects.toThrow(
      'The run does not reach the step "callee +12025550199 is busy". The application or the scenario has changed since.',
    );
  });

  test("that the test accepts is passed by, and others are looked for", async () => {
    const kinds = new Set<string>();
    const accept: Options["accept"] = ({ kind }) => Boolean(kinds.add(kind));
    await search(bugs["the end of a gather is handled for right keys only"] as Planted, { accept, steps: 1 });
    expect([...kinds]).toEqual(["stranded"]);
  });
});

describe("the bounds", () => {
  test.each([
    ["runs", { runs: 5 }, { runs: 5, complete: false }],
    ["seconds", { seconds: 0 }, { runs: 1, complete: false }],
    ["steps", { steps: 0 }, { runs: 1, steps: 0, complete: true }],
  ] satisfies [string, Options, object][])("cut the search and say so: %s", async (_name, options, expected) => {
    expect(await search(sound, options)).toMatchObject(expected);
  });

  test("are numbers", async () => {
    await expect(search(sound, { runs: Number.NaN })).rejects.toThrow("`runs` takes a number, 0 or more; it got NaN.");
  });

  test("of a long search leave time to say how far it is", async () => {
    const told: EndingsReport[] = [];
    await search(sound, { seconds: 3, onProgress: (progress) => told.push(progress) });
    expect(told[0]).toMatchObject({ complete: false });
    expect(told[0]?.runs).toBeGreaterThan(0);
  });
});

test("an application that does something else each time is refused", async () => {
  let runs = 0;
  const rejects: Planted = {
    plant: ({ on, act }) =>
      on("call.initiated", ({ call_control_id: id }) => act(id, "reject", { cause: "USER_BUSY" })),
  };
  const app = (rehearsal: Rehearsal) => plantedApp(runs++ % 2 === 0 ? sound : rejects)(rehearsal);
  await expect(everyEnding({ app })).rejects.toThrow("behaves differently on the same events");
});

test("a scenario in which nothing happens is refused, since it would prove nothing", async () => {
  await expect(search(sound, { scenario: { callers: [] } })).rejects.toThrow("Nothing happened: nobody called");
});

describe("a scenario", () => {
  const [caller, second] = [
    { from: "+12025550101", to: "+12025550102" },
    { from: "+12025550103", to: "+12025550102" },
  ] as const;
  const answered = (line: Line, then: (id: string) => unknown) => {
    line.on("call.initiated", ({ call_control_id: id }) => line.act(id, "answer"));
    line.on("call.answered", ({ call_control_id: id }) => then(id));
  };

  test("has several callers, who may call early", async () => {
    const callers = [caller, second];
    expect((await failureOf(search(silentAgent, { scenario: { callers } }))).kind).toBe("stranded");
    const replay = "+12025550103 calls after the event call.answered (caller +12025550101)";
    expect(await search(sound, { scenario: { callers }, replay })).toMatchObject({ runs: 1 });
  });

  test("says what may be pressed", async () => {
    const gathering: Planted = {
      plant(line) {
        const numbers = { payload: "The number?", voice: "female", minimum_digits: 2, maximum_digits: 4 };
        answered(line, (id) => line.act(id, "gather_using_speak", numbers));
        line.on("call.gather.ended", ({ call_control_id: id, digits }) => {
          if (digits === "77") throw new Error("77");
          return line.act(id, "hangup");
        });
      },
    };
    expect(await search(gathering, { steps: 1 })).toMatchObject({ complete: true });
    const { steps } = await failureOf(search(gathering, { scenario: { keys: ["12#", "77#"] } }));
    expect(steps).toEqual(["caller +12025550101 presses 77#"]);
  });

  test("says what may be said, or left unsaid", async () => {
    const asking: Planted = {
      plant(line) {
        const parameters = { type: "object", properties: { age: { type: "integer" } }, required: ["age"] };
        answered(line, (id) => line.act(id, "gather_using_ai", { parameters }));
        line.on("call.ai_gather.ended", ({ call_control_id: id, status }) =>
          status === "valid" ? line.act(id, "hangup") : undefined,
        );
      },
    };
    const scenario = { words: [{ say: "29", fields: { age: 29 } }] };
    const { kind, steps } = await failureOf(search(asking, { scenario }));
    expect({ kind, steps }).toEqual({ kind: "stranded", steps: ["caller +12025550101 says nothing"] });
  });

  test("names legs that may wait, and how long is too long", async () => {
    const waits = bugs["a caller waits with music when the agent is busy"] as Planted;
    const mayWait = ({ direction }: Party) => direction === "incoming";
    expect(await search(waits, { scenario: { mayWait }, steps: 1 })).toMatchObject({ complete: true });
    expect((await failureOf(search(waits, { scenario: { patienceMs: 60_000 } }))).message).toContain(
      "for 1 min nobody",
    );
  });

  test("prepares each emulator, which has the options of the search", async () => {
    let prepared = 0;
    const telling: Planted = {
      plant: ({ on }) => on("call.initiated", ({ start_time }) => Promise.reject(new Error(String(start_time)))),
    };
    const prepare = () => {
      prepared += 1;
    };
    const emulator = { startTime: new Date("2026-07-01T00:00:00Z") };
    const { message } = await failureOf(search(telling, { scenario: { prepare }, emulator }));
    expect(message).toContain("2026-07-01T");
    expect(prepared).toBe(1);
  });
});

test("what a handler throws is in the failure", async () => {
  const { message } = await failureOf(search(bugs["a handler throws when webhooks come in another order"] as Planted));
  expect(message).toContain("The handler of call.speak.ended (caller +12025550101) failed: it threw.");
  expect(message).toContain("nothing was said");
});

describe("applications of an earlier time", () => {
  const agent = "+12025550111";
  const make = ({ telnyx, webhooks: verification, connectionId }: Rehearsal) => {
    const client = createTelnyx(telnyx);
    const webhooks = createWebhooks(verification);
    webhooks.onError(() => {});
    const domains = { voice: createVoice(client), media: createMedia(client), gather: createGather(client), webhooks };
    return { ...domains, connectionId, from: "+12025550102" };
  };
  const apps = {
    "bridge-to-agent": (rehearsal: Rehearsal) => {
      const parts = make(rehearsal);
      bridgeToAgent({ ...parts, agent, musicUrl: "https://example.com/music.mp3" });
      return parts.webhooks;
    },
    menu: (rehearsal: Rehearsal) => {
      const parts = make(rehearsal);
      menu({ ...parts, departments: { 1: agent } });
      return parts.webhooks;
    },
  };

  test.each(Object.entries(apps))("fail, and leave the caller of a busy agent in silence: %s", async (_name, app) => {
    expect((await failureOf(everyEnding({ app }))).kind).toBe("error");
    const accept: Options["accept"] = ({ kind }) => kind === "error";
    const { kind, steps } = await failureOf(everyEnding({ app, accept }));
    expect({ kind, steps }).toEqual({ kind: "stranded", steps: [`callee ${agent} is busy`] });
  });

  test("leave the agent on a silent line when the caller hangs up while the agent rings", async () => {
    const accept: Options["accept"] = ({ kind, message }) => kind === "error" || message.includes("from +12025550101");
    const { message, steps } = await failureOf(everyEnding({ app: apps["bridge-to-agent"], accept }));
    expect(message).toContain(`The call from +12025550102 to ${agent} is stranded`);
    expect(steps).toEqual(["caller +12025550101 hangs up after the webhook call.answered (caller +12025550101)"]);
  });
});
