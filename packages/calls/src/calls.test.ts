import { type Advanced, createAdvanced } from "@telnyx-kit/advanced";
import { createConferences } from "@telnyx-kit/conferences";
import { createTelnyx, encodeClientState } from "@telnyx-kit/core";
import { type Emulator, type Rehearsal, rehearse } from "@telnyx-kit/emulator";
import { createMedia, type Media } from "@telnyx-kit/media";
import { createVoice, type Voice } from "@telnyx-kit/voice";
import { createWebhooks, type Webhooks } from "@telnyx-kit/webhooks";
import { createEvent } from "@telnyx-kit/webhooks/testing";
import { describe, expect, test } from "vitest";
import { type Calls, createCalls } from "./index.js";

type State = { at: "greeting" } | { at: "waiting"; tries: number } | { at: "agent" };
type Domains = { voice: Voice; media: Media; advanced: Advanced };

interface App {
  readonly calls: Calls<State, Domains>;
  readonly webhooks: Webhooks;
  readonly connectionId: string;
}

const numbers = { from: "+12025550101", to: "+12025550102" };
const agent = "+12025550111";
const speech = { payload: "Hello.", voice: "AWS.Polly.Joanna-Neural" };
const music = { audio_url: "https://example.com/music.mp3", loop: "infinity" } as const;

const makeApp = ({ telnyx: options, webhooks: verification, connectionId }: Rehearsal): App => {
  const telnyx = createTelnyx(options);
  const webhooks = createWebhooks(verification);
  const domains = { voice: createVoice(telnyx), media: createMedia(telnyx), advanced: createAdvanced(telnyx) };
  return { webhooks, connectionId, calls: createCalls<State>()({ webhooks, domains }) };
};

/** An emulator with an application, which is in one piece as soon as `register` has run. */
const run = (register: (app: App) => unknown, options: Parameters<typeof rehearse>[1] = {}): Promise<Emulator> =>
  rehearse(async (rehearsal) => {
    const app = makeApp(rehearsal);
    await register(app);
    return app.webhooks;
  }, options);

const sent = (emulator: Emulator) => emulator.commands().map(({ operation, status }) => `${operation} ${status}`);
const dialOf = ({ connectionId }: App) => ({ connection_id: connectionId, from: numbers.to, to: agent });

describe("a leg", () => {
  test("brings its state back to the handler of its name, and commands carry an id each", async () => {
    const seen: unknown[] = [];
    const emulator = await run(({ calls }) => {
      calls.onIncoming((call) => call.answer({}, { state: { at: "waiting", tries: 1 } }));
      calls.on("call.answered", "waiting", (call, state, event) => {
        seen.push([state, event.event_type, call.id === event.payload.call_control_id, call.parent]);
        return call.speak(speech, { state: { at: "greeting" } });
      });
      calls.on("call.answered", "greeting", () => expect.unreachable());
      calls.on("call.speak.ended", ["greeting", "agent"], (call) => call.hangup());
    });
    const caller = await emulator.inboundCall(numbers);
    expect(caller.state).toBe("ended");
    expect(seen).toEqual([[{ at: "waiting", tries: 1 }, "call.answered", true, undefined]]);
    expect(sent(emulator)).toEqual(["voice.answer 200", "media.speak 200", "voice.hangup 200"]);
    expect(emulator.commands("media.speak")).toMatchObject([{ state: { calls: 1, state: { at: "greeting" } } }]);
    const ids = emulator.commands().map(({ body }) => body.command_id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
  });

  test("keeps its state where a command has none", async () => {
    const emulator = await run(({ calls }) => {
      calls.onIncoming((call) => call.answer({}, { state: { at: "waiting", tries: 7 } }));
      calls.on("call.answered", "waiting", (call) => call.speak(speech));
      calls.on("call.speak.ended", "waiting", (call, { tries }) =>
        call.speak({ ...speech, payload: `${tries}` }, { state: { at: "greeting" } }),
      );
      calls.on("call.speak.ended", "greeting", (call) => call.hangup());
    });
    const caller = await emulator.inboundCall(numbers);
    expect(caller.heard).toEqual([{ speak: "Hello." }, { speak: "7" }]);
    expect(emulator.commands("media.speak")[0]?.body).not.toHaveProperty("client_state");
  });

  test("that has ended gives undefined, also ten minutes later", async () => {
    const answers: unknown[] = [];
    const emulator = await run(
      ({ calls }) => {
        calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
        calls.on("call.playback.ended", "greeting", async (call) => {
          answers.push(await call.speak(speech), await call.hangup());
        });
        calls.on("call.hangup", "greeting", async (call) => answers.push(await call.speak(speech)));
        calls.on("call.answered", "greeting", (call) => call.startPlayback(music));
      },
      { mayWait: () => true },
    );
    const caller = await emulator.inboundCall(numbers);
    await caller.hangup();
    // 90018 for the first of them. What is known to be over is not asked again.
    expect(answers).toEqual([undefined, undefined, undefined]);
    expect(sent(emulator)).toEqual(["voice.answer 200", "media.startPlayback 200", "media.speak 422"]);
    expect(emulator.commands("media.speak")).toMatchObject([{ code: "90018" }]);
  });

  test("that the platform has forgotten gives undefined, and other refusals are thrown", async () => {
    let calls: App["calls"] | undefined;
    const emulator = await run((app) => {
      calls = app.calls;
      app.calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
      app.calls.on("call.answered", "greeting", (call) => call.startPlayback(music));
    });
    const caller = await emulator.inboundCall(numbers);
    await caller.hangup();
    await emulator.advance(11 * 60_000);
    expect(await calls?.leg(caller.callControlId).hangup()).toBeUndefined();
    expect(emulator.commands("voice.hangup")).toMatchObject([{ status: 422, code: "90015" }]);
    const other = await emulator.inboundCall(numbers);
    await expect(calls?.leg(other.callControlId).speak({ ...speech, voice: "nobody" })).rejects.toMatchObject({
      code: "90012",
    });
  });

  test("is known to one process as to another", async () => {
    const processes: App[] = [];
    const emulator = await rehearse((rehearsal) => {
      processes.push(makeApp(rehearsal), makeApp(rehearsal));
      for (const { calls } of processes) {
        calls.onIncoming((call) => call.answer({}, { state: { at: "waiting", tries: 0 } }));
        calls.on(["call.answered", "call.speak.ended"], "waiting", (call, { tries }) =>
          tries === 3
            ? call.hangup()
            : call.speak({ ...speech, payload: `${tries}` }, { state: { at: "waiting", tries: tries + 1 } }),
        );
      }
      // Each event reaches another process than the one before.
      let turn = 0;
      return { handle: (request: Request) => (processes[turn++ % 2] as App).webhooks.handle(request) };
    });
    const caller = await emulator.inboundCall(numbers);
    expect(caller.heard).toEqual(["0", "1", "2"].map((speak) => ({ speak })));
    expect(caller.state).toBe("ended");
  });
});

describe("command ids", () => {
  test("are the same when a handler runs again, so that the repeat does nothing", async () => {
    let failures = 1;
    const emulator = await run(
      ({ calls, webhooks }) => {
        webhooks.onError(() => {});
        calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
        calls.on("call.answered", "greeting", async (call) => {
          await call.speak(speech);
          await call.speak(speech);
          if (failures-- > 0) throw new Error("no database");
          await call.speak({ ...speech, payload: "Goodbye." });
        });
        calls.on("call.speak.ended", "greeting", () => {});
      },
      { strict: false },
    );
    const caller = await emulator.inboundCall(numbers);
    expect(emulator.commands("media.speak")).toHaveLength(5);
    expect(caller.heard).toEqual(["Hello.", "Hello.", "Goodbye."].map((speak) => ({ speak })));
  });

  test("are others where a handler that runs again takes another branch", async () => {
    let isOpen = true;
    const emulator = await run(
      ({ calls, webhooks }) => {
        webhooks.onError(() => {});
        calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
        calls.on("call.answered", "greeting", async (call) => {
          await call.speak({ ...speech, payload: isOpen ? "Welcome." : "We are closed." });
          isOpen = !isOpen;
          if (!isOpen) throw new Error("closed in between");
        });
      },
      { strict: false },
    );
    const caller = await emulator.inboundCall(numbers);
    const [first, second] = emulator.commands("media.speak");
    expect(first?.body.command_id).not.toBe(second?.body.command_id);
    expect(caller.heard).toEqual([{ speak: "Welcome." }, { speak: "We are closed." }]);
  });

  test("are derived for other legs too, and for a leg that a handler asks calls for", async () => {
    const emulator = await run((app) => {
      const { calls } = app;
      calls.onIncoming((call) => call.answer({}, { state: { at: "waiting", tries: 0 } }));
      calls.on("call.answered", "waiting", (call) => calls.leg(call.id).speak(speech));
      calls.on("call.speak.ended", "waiting", async (call) => void (await call.leg(call.id).hangup()));
    });
    await emulator.inboundCall(numbers);
    for (const { body } of emulator.commands()) expect(body.command_id).toMatch(/^.{14}8/);
  });

  test("are new ones outside of handlers", async () => {
    let app: App | undefined;
    const emulator = await run(
      (made) => {
        app = made;
        made.calls.on("call.answered", "agent", (call) => call.speak(speech, { state: { at: "greeting" } }));
        made.calls.on("call.speak.ended", "greeting", (call) => call.hangup());
      },
      { strict: false },
    );
    const { calls } = app as App;
    const { data } = await calls.dial(dialOf(app as App), { state: { at: "agent" } });
    await calls.dial({ ...dialOf(app as App), command_id: "job-1" }, { state: { at: "agent" } });
    await emulator.settle();
    expect(emulator.party(data?.call_control_id ?? "").heard).toEqual([{ speak: "Hello." }]);
    expect(emulator.commands("voice.dial").map(({ body }) => body.command_id)).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      "job-1",
    ]);
  });
});

describe("state", () => {
  test("of a late event is older, and runs the handler of that state", async () => {
    const seen: unknown[] = [];
    const emulator = await run(
      ({ calls }) => {
        calls.onIncoming((call) => call.answer({}, { state: { at: "waiting", tries: 0 } }));
        calls.on("call.answered", "waiting", (call) => call.speak(speech, { state: { at: "greeting" } }));
        calls.on("call.speak.ended", "greeting", (call) => call.hangup());
        calls.on("call.answered", (_call, state) => seen.push(state));
        calls.on("call.speak.ended", (_call, state) => seen.push(state));
      },
      { faults: [{ fault: "duplicate", on: "call.answered" }] },
    );
    const caller = await emulator.inboundCall(numbers);
    expect(caller.state).toBe("ended");
    // The repeat of call.answered is dropped before it gets here.
    expect(seen).toEqual([{ at: "waiting", tries: 0 }, { at: "greeting" }]);
  });

  test("of a late event runs the handler of the older state", async () => {
    const names: unknown[] = [];
    await run(async ({ calls, webhooks }) => {
      calls.on("call.dtmf.received", "waiting", (_call, { tries }) => names.push(`waiting ${tries}`));
      calls.on("call.dtmf.received", "greeting", () => names.push("greeting"));
      const late = (state: State) => ({
        payload: { client_state: encodeClientState({ calls: 1, state }), call_control_id: "v3:leg" },
      });
      await webhooks.dispatch(createEvent("call.dtmf.received", late({ at: "greeting" })));
      await webhooks.dispatch(createEvent("call.dtmf.received", late({ at: "waiting", tries: 1 })));
    });
    expect(names).toEqual(["greeting", "waiting 1"]);
  });

  test.each([
    ["another program", encodeClientState({ at: "greeting" })],
    ["a later version", encodeClientState({ calls: 2, state: { at: "greeting" } })],
    ["nobody", null],
    ["another system", "not base64"],
    ["a program that marks its state as we do", encodeClientState({ calls: 1, state: "greeting" })],
    ["a program with children of another kind", encodeClientState({ calls: 1, state: { at: "a" }, children: 1 })],
  ])("is undefined where %s wrote it", async (_who, client_state) => {
    const seen: unknown[] = [];
    await run(async ({ calls, webhooks }) => {
      calls.on("call.answered", "greeting", () => seen.push("greeting"));
      calls.on("call.answered", (_call, state) => seen.push(state));
      calls.unhandled((_call, state) => seen.push(state));
      await webhooks.dispatch(createEvent("call.answered", { payload: { client_state } }));
      await webhooks.dispatch(createEvent("call.speak.ended", { payload: { client_state } }));
      expect(seen).toEqual([undefined]);
    });
  });

  test("is undefined on the events of a conference, which carry that of its creator", async () => {
    const seen: unknown[] = [];
    await run(async ({ calls, webhooks }) => {
      calls.on("conference.participant.left", (call, state) => seen.push([call.id, state]));
      const client_state = encodeClientState({ calls: 1, state: { at: "greeting" } });
      const payload = { client_state, call_control_id: "v3:participant" };
      await webhooks.dispatch(createEvent("conference.participant.left", { payload }));
    });
    expect(seen).toEqual([["v3:participant", undefined]]);
  });

  test("is refused if it is too long, has no name, or is in the body, before anything is sent", async () => {
    const emulator = await run((app) => {
      app.calls.onIncoming(async (call) => {
        const answer = call.answer as (body: object, options?: object) => Promise<unknown>;
        await expect(answer({}, { state: { at: "waiting", tries: "1".repeat(4_000) } })).rejects.toThrow(
          /^The state "waiting" is 5\d{3} characters of client_state, and 4096 are allowed/,
        );
        await expect(answer({}, { state: "greeting" })).rejects.toThrow('with its name in `at`: { at: "menu" }');
        await expect(answer({ state: { at: "greeting" } })).rejects.toThrow("answer takes no state in its body");
        await expect(answer({ client_state: "e30=" })).rejects.toThrow("answer takes no client_state in its body");
        await expect(answer({ command_id: "a" })).rejects.toThrow("answer takes no command_id in its body");
        await expect(answer({}, { targetState: { at: "agent" } })).rejects.toThrow("answer dials no other leg");
        const role = call.switchSupervisorRole as (body: object, options: object) => Promise<unknown>;
        await expect(role({ role: "barge" }, { state: { at: "agent" } })).rejects.toThrow(
          "switchSupervisorRole cannot change the state of a leg",
        );
        const dial = call.dial as (body: object, options: object) => Promise<unknown>;
        await expect(dial({ ...dialOf(app), link_to: "v3:x" }, { state: { at: "agent" } })).rejects.toThrow(
          "dial takes no link_to in its body",
        );
      });
    });
    await emulator.inboundCall(numbers);
    expect(emulator.commands()).toEqual([]);
  });
});

describe("a child", () => {
  /** The agent is dialled, then there is music; who answers is connected. */
  const connecting = (app: App) => {
    const { calls } = app;
    calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
    calls.on("call.answered", "greeting", async (call) => {
      await call.dial({ ...dialOf(app), timeout_secs: 20 }, { state: { at: "agent" } });
      await call.startPlayback(music, { state: { at: "waiting", tries: 1 } });
    });
    calls.on("call.answered", "agent", (call) => call.bridge({ call_control_id: call.parent?.id ?? "" }));
    calls.on("call.bridged", "waiting", (call) => call.stopPlayback({ stop: "all" }));
    calls.on("call.hangup", "agent", (call) => call.parent?.hangup());
    calls.on("call.playback.ended", "waiting", () => {});
  };

  test("is linked to its parent and knows it, and the parent knows the child with its next command", async () => {
    const emulator = await run(connecting);
    const caller = await emulator.inboundCall(numbers);
    const [, called] = emulator.parties;
    expect(caller.bridgedWith?.callControlId).toBe(called?.callControlId);
    expect(called?.callSessionId).toBe(caller.callSessionId);
    expect(emulator.commands("voice.dial")).toMatchObject([
      { state: { state: { at: "agent" }, parent: caller.callControlId }, body: { link_to: caller.callControlId } },
    ]);
    expect(emulator.commands("media.startPlayback")).toMatchObject([{ state: { children: [called?.callControlId] } }]);
    await caller.hangup();
    expect(emulator.parties).toEqual([]);
  });

  test("is hung up when its parent ends, here while it rings", async () => {
    const emulator = await run(connecting, { callee: { does: "ring" } });
    const caller = await emulator.inboundCall(numbers);
    expect(emulator.parties).toHaveLength(2);
    await caller.hangup();
    expect(emulator.parties).toEqual([]);
    expect(sent(emulator)).toContain("voice.hangup 200");
  });

  test("is hung up where its parent ended while it was dialled", async () => {
    let hangUp = async () => {};
    const emulator = await run(
      (app) => {
        app.calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
        app.calls.on("call.answered", "greeting", async (call) => {
          await call.dial(dialOf(app), { state: { at: "agent" } });
          await hangUp();
          expect(await call.startPlayback(music, { state: { at: "waiting", tries: 1 } })).toBeUndefined();
        });
      },
      { callee: { does: "ring" }, autoSettle: false },
    );
    const caller = await emulator.inboundCall(numbers);
    // The platform ends the leg at once; its event comes after this handler.
    hangUp = async () => void caller.hangup();
    await emulator.settle();
    expect(sent(emulator)).toEqual([
      "voice.answer 200",
      "voice.dial 200",
      "media.startPlayback 422",
      "voice.hangup 200",
    ]);
    expect(emulator.parties).toEqual([]);
  });

  test("is hung up where it finds its parent gone, by a command to it or by a bridge", async () => {
    for (const reach of ["bridge", "command"] as const) {
      const emulator = await run(
        (app) => {
          app.calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
          // Nothing tells the parent of its child.
          app.calls.on("call.answered", "greeting", (call) => call.dial(dialOf(app), { state: { at: "agent" } }));
          app.calls.on("call.answered", "agent", (call) =>
            reach === "bridge" ? call.bridge({ call_control_id: call.parent?.id ?? "" }) : call.parent?.speak(speech),
          );
        },
        { autoSettle: false },
      );
      const caller = await emulator.inboundCall(numbers);
      await emulator.advance(1_000);
      await caller.hangup();
      await emulator.settle();
      expect(emulator.parties).toEqual([]);
      expect(sent(emulator).slice(-2)).toEqual([
        reach === "bridge" ? "voice.bridge 422" : "media.speak 422",
        "voice.hangup 200",
      ]);
    }
  });

  test("is not dialled for a parent that is over", async () => {
    const emulator = await run((app) => {
      app.calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
      app.calls.on("call.answered", "greeting", (call) => call.startPlayback(music));
      app.calls.on("call.playback.ended", "greeting", async (call) => {
        expect(await call.dial(dialOf(app), { state: { at: "agent" } })).toBeUndefined();
      });
      app.calls.on("call.hangup", "greeting", async (call) => {
        expect(await call.dial(dialOf(app), { state: { at: "agent" } })).toBeUndefined();
      });
    });
    await (await emulator.inboundCall(numbers)).hangup();
    expect(emulator.commands("voice.dial")).toMatchObject([{ status: 422, code: "90018" }]);
  });

  test("of a transfer has the target's state and its parent", async () => {
    const seen: unknown[] = [];
    const emulator = await run(({ calls }) => {
      calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
      calls.on("call.answered", "greeting", (call) => call.transfer({ to: agent }, { targetState: { at: "agent" } }));
      calls.on("call.answered", "agent", (call) => seen.push(call.parent?.id));
    });
    const caller = await emulator.inboundCall(numbers);
    expect(seen).toEqual([caller.callControlId]);
    expect(emulator.parties).toHaveLength(2);
  });
});

describe("unhandled", () => {
  test("takes what ends in a state without a handler for it, and nothing else", async () => {
    const seen: string[] = [];
    const emulator = await run(
      (app) => {
        const { calls } = app;
        calls.unhandled((call, state, { event_type }) => seen.push(`${event_type} ${state.at} ${call.id !== ""}`));
        calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
        calls.on("call.answered", "greeting", async (call) => {
          await call.dial(dialOf(app), { state: { at: "agent" } });
          await call.speak(speech, { state: { at: "waiting", tries: 0 } });
        });
        calls.on("call.speak.ended", "greeting", () => expect.unreachable());
      },
      { callee: { does: "busy" }, strict: false },
    );
    const caller = await emulator.inboundCall(numbers);
    await caller.hangup();
    expect(seen.sort()).toEqual(["call.hangup agent true", "call.speak.ended waiting true"]);
  });

  test("leaves out what a handler of every state takes, what the hangup ended, and handlers that were taken out", async () => {
    const seen: string[] = [];
    await run(async ({ calls, webhooks }) => {
      calls.unhandled((_call, _state, { event_type }) => seen.push(event_type));
      const off = calls.on("call.speak.ended", () => {});
      const client_state = encodeClientState({ calls: 1, state: { at: "greeting" } });
      const ended = (status: "completed" | "call_hangup") =>
        webhooks.dispatch(createEvent("call.speak.ended", { payload: { client_state, status } }));
      await ended("completed");
      expect(seen).toEqual([]);
      off();
      await ended("call_hangup");
      expect(seen).toEqual([]);
      await ended("completed");
      expect(seen).toEqual(["call.speak.ended"]);
    });
  });
});

describe("createCalls", () => {
  const webhooks = createWebhooks({ publicKey: "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" });
  const telnyx = createTelnyx({ apiKey: "key-of-a-test" });

  test("refuses two domains that have a command of one name, and a domain without commands on a leg", () => {
    const [voice, other] = [createVoice(telnyx), createVoice(telnyx)];
    const make = createCalls<State>();
    expect(() => make({ webhooks, domains: { voice, other } })).toThrow(
      "domains.other and domains.voice both have answer",
    );
    expect(() => make({ webhooks, domains: { conferences: createConferences(telnyx) } })).toThrow(
      "domains.conferences has no commands on a leg",
    );
  });

  test("refuses an event that nobody has, and a handler that is no function", () => {
    const calls = createCalls<State>()({ webhooks, domains: { media: createMedia(telnyx) } });
    const on = calls.on as (...given: unknown[]) => unknown;
    expect(() => on("call.answerd", "greeting", () => {})).toThrow('The nearest is "call.answered"');
    expect(() => on("call.answered", "greeting")).toThrow("A handler must be a function. Found undefined.");
  });

  test("dials only with a domain that can", async () => {
    const calls = createCalls<State>()({ webhooks, domains: { media: createMedia(telnyx) } });
    const { dial } = calls as unknown as { dial: (body: object, options: object) => Promise<unknown> };
    await expect(dial({ to: agent }, { state: { at: "agent" } })).rejects.toThrow("No domain can dial");
  });
});
