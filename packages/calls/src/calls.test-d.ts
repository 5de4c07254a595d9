import type { Advanced } from "@telnyx-kit/advanced";
import type { Conferences } from "@telnyx-kit/conferences";
import type { Gather } from "@telnyx-kit/gather";
import type { Media } from "@telnyx-kit/media";
import type { Voice } from "@telnyx-kit/voice";
import type { CallGatherEndedEvent, EventContext, Webhooks } from "@telnyx-kit/webhooks";
import { describe, expectTypeOf, test } from "vitest";
import { createCalls } from "./index.js";

declare const webhooks: Webhooks<{ readonly region: string }>;
declare const voice: Voice;
declare const media: Media;
declare const gather: Gather;
declare const advanced: Advanced;
declare const conferences: Conferences;

type State = { at: "menu"; tries: number } | { at: "agent"; caller: string } | { at: "greeting" };
const calls = createCalls<State>()({ webhooks, domains: { voice, media, gather, advanced } });
const speech = { payload: "Hello.", voice: "AWS.Polly.Joanna-Neural" };

describe("states", () => {
  test("narrow by their name, and the event by its type", () => {
    calls.on("call.gather.ended", "menu", (call, state, event, context) => {
      expectTypeOf(state).toEqualTypeOf<{ at: "menu"; tries: number }>();
      expectTypeOf(event).toEqualTypeOf<CallGatherEndedEvent>();
      expectTypeOf(event.payload.digits).toEqualTypeOf<string>();
      expectTypeOf(context).toEqualTypeOf<EventContext<{ readonly region: string }>>();
      expectTypeOf(call.id).toEqualTypeOf<string>();
    });
    calls.on(["call.speak.ended", "call.playback.ended"], ["menu", "greeting"], (_, state, event) => {
      expectTypeOf(state.at).toEqualTypeOf<"menu" | "greeting">();
      expectTypeOf(event.event_type).toEqualTypeOf<"call.speak.ended" | "call.playback.ended">();
    });
    calls.unhandled((_, state) => expectTypeOf(state).toEqualTypeOf<State>());
  });

  test("may be missing where a handler is for every leg, and are missing on events of conferences", () => {
    calls.on("call.hangup", (_, state) => expectTypeOf(state).toEqualTypeOf<State | undefined>());
    calls.on("conference.participant.left", (_, state) => expectTypeOf(state).toEqualTypeOf<undefined>());
  });

  test("are options, with all of their fields", () => {
    calls.onIncoming((call) => call.answer({}, { state: { at: "menu", tries: 0 } }));
    calls.onIncoming((call) => call.updateClientState({}, { state: { at: "greeting" } }));
    // Wrong state names
    // @ts-expect-error: no state is called so
    calls.on("call.answered", "meny", () => {});
    // @ts-expect-error: no state is called so
    calls.onIncoming((call) => call.answer({}, { state: { at: "meny" } }));
    // Wrong fields of a state
    // @ts-expect-error: `caller` is a field of another state
    calls.on("call.gather.ended", "menu", (_, { caller }) => caller);
    // @ts-expect-error: `tries` is missing
    calls.onIncoming((call) => call.answer({}, { state: { at: "menu" } }));
    // @ts-expect-error: `tries` is a number
    calls.onIncoming((call) => call.answer({}, { state: { at: "menu", tries: "0" } }));
    // Missing states
    // @ts-expect-error: a leg that is dialled has a state
    calls.onIncoming((call) => call.dial({ connection_id: "1", from: "+1", to: "+1" }));
    // @ts-expect-error: the state is what this command is about
    calls.onIncoming((call) => call.updateClientState());
    // @ts-expect-error: a state is no field of the body
    calls.onIncoming((call) => call.answer({ state: { at: "greeting" } }));
  });
});

describe("a leg", () => {
  test("has the commands of the domains that you pass, without what is written for it", () => {
    calls.onIncoming(async (call) => {
      expectTypeOf(await call.speak(speech)).toEqualTypeOf<Awaited<ReturnType<Media["speak"]>> | undefined>();
      await call.parent?.speak(speech, { state: { at: "greeting" }, timeoutMs: 5_000 });
      await call.leg("v3:other").hangup();
      await Promise.all(call.children.map((child) => child.hangup()));
      // @ts-expect-error: written for you
      await call.speak({ ...speech, client_state: "" });
      // @ts-expect-error: written for you
      await call.speak({ ...speech, command_id: "" });
      // @ts-expect-error: this command has no state
      await call.switchSupervisorRole({ role: "whisper" }, { state: { at: "greeting" } });
      // @ts-expect-error: its domain was not passed
      await call.enqueue({ queue_name: "support" });
    });
  });

  test("keeps exclusive fields exclusive", () => {
    const audio_url = "https://example.com/a.mp3";
    calls.onIncoming(async (call) => {
      await call.startPlayback({ audio_url, loop: 2 });
      await call.startPlayback({ media_name: "greeting" });
      // @ts-expect-error: one of the two
      await call.startPlayback({ audio_url, media_name: "greeting" });
      // @ts-expect-error: one of them is needed
      await call.startPlayback({ loop: 2 });
      // @ts-expect-error: a leg or a queue
      await call.bridge({ call_control_id: call.id, queue: "support" });
    });
  });

  test("dials and transfers with a state for the other leg", () => {
    const to = { connection_id: "1", from: "+12025550102", to: "+12025550103" };
    calls.onIncoming(async (call) => {
      await call.dial({ ...to, timeout_secs: 20 }, { state: { at: "agent", caller: call.id } });
      await call.transfer({ to: to.to }, { targetState: { at: "agent", caller: call.id } });
      // @ts-expect-error: a child is linked to its parent
      await call.dial({ ...to, link_to: "v3:other" }, { state: { at: "greeting" } });
      // @ts-expect-error: only a transfer has a target
      await call.bridge({ call_control_id: call.id }, { targetState: { at: "greeting" } });
    });
    expectTypeOf(calls.dial({ ...to, command_id: "job-1" }, { state: { at: "greeting" } })).toEqualTypeOf<
      ReturnType<Voice["dial"]>
    >();
  });

  test("cannot dial without the domain that dials", () => {
    const quiet = createCalls<State>()({ webhooks, domains: { media } });
    // @ts-expect-error: voice was not passed
    quiet.onIncoming((call) => call.dial({ connection_id: "1", from: "+1", to: "+1" }, { state: { at: "greeting" } }));
    quiet.onIncoming((call) => call.speak(speech));
  });
});

test("states and domains are of the right kind", () => {
  // @ts-expect-error: a state has its name in `at`
  createCalls<{ step: "menu" }>();
  // @ts-expect-error: no domain
  createCalls<State>()({ webhooks, domains: { voice: { answer: () => {} } } });
  // @ts-expect-error: events of a conference bring no state
  calls.on("conference.participant.left", "menu", () => {});
  // @ts-expect-error: this event names no leg
  calls.on("conference.speak.ended", () => {});
  // It compiles, because it has a table of operations like any domain, and is refused when it runs.
  createCalls<State>()({ webhooks, domains: { conferences } });
});
