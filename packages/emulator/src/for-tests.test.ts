import { createWebhooks } from "@telnyx-kit/webhooks";
import { describe, expect, test } from "vitest";
import { testEmulator } from "./__tests__/test-call.js";
import type { ClientOptions } from "./client-options.js";
import { rehearse } from "./rehearse.js";

const speech = { voice: "female" };

/** The smallest client that repeats what failed, with the waits of its clock. */
function createClient({
  apiKey,
  baseUrl = "https://api.telnyx.com/v2",
  fetch = globalThis.fetch,
  clock,
}: ClientOptions) {
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const { signal } = new AbortController();
  const post = async (path: string, body: object = {}): Promise<Response> => {
    const response = await fetch(baseUrl + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (response.status !== 429 && response.status < 500) return response;
    await clock.sleep(1_000 * Number(response.headers.get("retry-after") ?? 1), signal);
    return post(path, body);
  };
  const act = (action: string) => (id: string, body?: object) =>
    post(`/calls/${encodeURIComponent(id)}/actions/${action}`, body);
  return { post, answer: act("answer"), hangup: act("hangup"), reject: act("reject") };
}

describe("emulator.client", () => {
  const dial = { from: "+12025550102", to: "+12025550103" };

  test("lets a retry wait in the emulator's time, although nobody lets time pass", async () => {
    const { emulator } = await testEmulator({ faults: [{ fault: "rate-limit", retryAfterSeconds: 5, times: 1 }] });
    const { post } = createClient(emulator.client);
    const [started, before] = [performance.now(), emulator.now().getTime()];
    await post("/calls", { ...dial, connection_id: emulator.connectionId });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(emulator.now().getTime() - before).toBeGreaterThanOrEqual(5_000);
    expect(emulator.commands("voice.dial").map(({ status }) => status)).toEqual([429, 200]);
  });

  test("lets a handler wait for a retry too, and gives the same bytes for the same seed", async () => {
    const run = async () => {
      const emulator = await rehearse(
        ({ telnyx, webhooks: options }) => {
          const [voice, webhooks] = [createClient(telnyx), createWebhooks(options)];
          webhooks.on("call.initiated", async ({ payload }) => void (await voice.answer(payload.call_control_id)));
          webhooks.on("call.answered", async ({ payload }) => void (await voice.hangup(payload.call_control_id)));
          return webhooks;
        },
        { seed: 7, faults: [{ fault: "error-before", on: "voice.*", times: 2 }] },
      );
      await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
      return emulator;
    };
    const [first, second] = [await run(), await run()];
    expect(first.commands().map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      "voice.answer 503",
      "voice.answer 503",
      "voice.answer 200",
      "voice.hangup 200",
    ]);
    expect(first.timeline.events.at(-1)).toBe("call.hangup");
    expect(JSON.stringify(first.timeline)).toBe(JSON.stringify(second.timeline));
  });

  test("is an address where a port is open", async () => {
    const { emulator } = await testEmulator({ port: 0 });
    expect(emulator.client).toMatchObject({ apiKey: emulator.apiKey, baseUrl: emulator.url });
    const { post } = createClient(emulator.client);
    expect((await post("/calls", { ...dial, connection_id: emulator.connectionId })).status).toBe(200);
    await emulator.stop();
  });
});

test("commands have their whole bodies, their outcome and the state decoded", async () => {
  const { emulator, act, answeredCall } = await testEmulator();
  const call = await answeredCall();
  await act(call, "speak", { payload: "Hello", ...speech, client_state: btoa(JSON.stringify({ at: "menu" })) });
  await act(call, "speak", { payload: "Hello" });
  await act(call, "send_dtmf", { digits: "1", client_state: btoa("text") });
  const leg = { call_control_id: call.callControlId };
  expect(emulator.commands("media.speak")).toMatchObject([
    { ...leg, status: 200, body: { payload: "Hello", voice: "female" }, state: { at: "menu" } },
    { ...leg, status: 422, code: "10004", body: { payload: "Hello" }, state: undefined },
  ]);
  expect(emulator.commands().at(-1)).toMatchObject({ operation: "advanced.sendDtmf", state: "text" });
});

test("a party heard prompts, files and words in order, and knows whom it is bridged with", async () => {
  const { emulator, act, answeredCall, dialled } = await testEmulator();
  const caller = await answeredCall();
  await act(caller, "speak", { payload: "One moment", ...speech });
  await act(caller, "playback_start", { audio_url: "https://example.com/music.mp3" });
  await emulator.settle();
  expect(caller.bridgedWith).toBeUndefined();
  const agent = await dialled();
  await act(caller, "bridge", { call_control_id: agent.callControlId });
  await emulator.settle();
  await agent.say("Hello");
  expect(caller.bridgedWith?.callControlId).toBe(agent.callControlId);
  expect(caller.heard).toEqual([
    { speak: "One moment" },
    { play: "https://example.com/music.mp3" },
    { words: "Hello", from: agent.callControlId },
  ]);
});

test("lines of the timeline name the leg and its number, and the attempt from the second on", async () => {
  let failures = 1;
  const webhookHandler = () => new Response(null, { status: failures-- > 0 ? 500 : 200 });
  const { emulator, act, answeredCall, dialled } = await testEmulator({ webhookHandler });
  const caller = await answeredCall();
  await dialled();
  await caller.press("1");
  await act(caller, "hangup");
  const lines = String(emulator.timeline).split("\n");
  const legs = new Set(lines.map((line) => line.slice(13, 28).trim()));
  expect([...legs]).toEqual(["", "A +12025550101", "B +12025550103"]);
  expect(lines.find((line) => line.includes("voice.dial"))).toMatch(/→ B \+12025550103 /);
  const deliveries = lines.filter((line) => line.includes("←"));
  expect(deliveries.filter((line) => line.includes("attempt"))).toEqual([expect.stringContaining("attempt 2 to")]);
});

describe("a leg that was answered and forgotten", () => {
  test("is stranded, with a warning; not while something plays, or somebody is called for it", async () => {
    const { emulator, act, api, answeredCall } = await testEmulator();
    const call = await answeredCall();
    const ids = () => emulator.stranded.map(({ callControlId }) => callControlId);
    expect(ids()).toEqual([call.callControlId]);
    expect(String(emulator.timeline)).toContain("is stranded");
    await act(call, "playback_start", { audio_url: "https://example.com/a.mp3", loop: "infinity" });
    expect(ids()).toEqual([]);
    await act(call, "playback_stop");
    await emulator.settle();
    const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103" };
    emulator.setCallee(dial.to, { does: "ring" });
    await api("POST", "/calls", { ...dial, link_to: call.callControlId });
    expect(ids()).toEqual([]);
  });

  test("is none where the test says that it may wait", async () => {
    const { emulator, answeredCall } = await testEmulator({
      strict: true,
      mayWait: ({ from }) => from === "+12025550101",
    });
    await answeredCall();
    expect(emulator.stranded).toEqual([]);
    await expect(answeredCall("+12025550109")).rejects.toThrow("+12025550109 to +12025550102 is stranded");
  });
});

describe("a rehearsal", () => {
  const answering = (run: (voice: ReturnType<typeof createClient>, id: string) => Promise<unknown>) =>
    rehearse(({ telnyx, webhooks: options }) => {
      const [voice, webhooks] = [createClient(telnyx), createWebhooks(options)];
      webhooks.on("call.initiated", async ({ payload }) => void (await run(voice, payload.call_control_id)));
      return webhooks;
    });
  const call = { from: "+12025550101", to: "+12025550102" };

  test("runs an application that is made in one line", async () => {
    const emulator = await answering((voice, id) => voice.reject(id, { cause: "USER_BUSY" }));
    const caller = await emulator.inboundCall(call);
    expect(caller.state).toBe("ended");
  });

  test.each([
    ["what its handler throws", () => Promise.reject(new Error("no database")), "The handler of call.initiated failed"],
    ["a caller in silence", (voice, id) => voice.answer(id), "is stranded"],
  ] satisfies [string, Parameters<typeof answering>[0], string][])("fails for %s", async (_name, run, message) => {
    const emulator = await answering(run);
    await expect(emulator.inboundCall(call)).rejects.toThrow(message);
  });
});
