import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createGather } from "@telnyx-kit/gather";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";

/** A caller is at the menu, waits, hears the greeting or leaves a message. The agent's leg rings as `agent`. */
type State = { at: "menu"; tries: number } | { at: "waiting" | "agent" | "talking" | "greeting" | "message" };

export interface MenuOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  readonly connectionId: string;
  /** The agent's number. */
  readonly agent: string;
  /** Gets the address of each message, which works for ten minutes. */
  readonly onMessage: (url: string) => unknown;
}

/** Monday to Friday, from 9 to 17 o'clock, in UTC. */
const isOpen = (at: Date) => at.getUTCDay() % 6 > 0 && at.getUTCHours() >= 9 && at.getUTCHours() < 17;

/** A phone menu with office hours, three tries and an agent on hold music. Every failure ends at the voicemail. */
export function createMenu({ connectionId, agent, onMessage, ...options }: MenuOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const domains = { voice: createVoice(telnyx), media: createMedia(telnyx), gather: createGather(telnyx) };
  const calls = createCalls<State>()({ webhooks, domains });
  type Call = ReturnType<typeof calls.leg>;

  const say = (payload: string) => ({ payload, voice: "AWS.Polly.Joanna-Neural" });
  const ask = (call: Call, tries: number) => {
    const menu = say("For an agent, press 1. To leave a message, press 2.");
    const keys = { valid_digits: "12", maximum_digits: 1, maximum_tries: 1 };
    return call.gatherUsingSpeak({ ...menu, ...keys }, { state: { at: "menu", tries } });
  };
  const greet = (call: Call | undefined) =>
    call?.speak({ ...say("Please leave a message after the tone."), stop: "all" }, { state: { at: "greeting" } });
  const connect = async (call: Call, from: string) => {
    const leg = { connection_id: connectionId, from, to: agent, timeout_secs: 20 };
    const dialled = await call.dial(leg, { state: { at: "agent" } }).catch(() => undefined);
    const music = { audio_url: "https://example.com/music.mp3", loop: "infinity" } as const;
    return dialled ? call.startPlayback(music, { state: { at: "waiting" } }) : greet(call);
  };

  calls.onIncoming((call, { occurred_at }) =>
    call.answer({}, { state: isOpen(new Date(occurred_at)) ? { at: "menu", tries: 1 } : { at: "greeting" } }),
  );
  calls.on("call.answered", "menu", (call, { tries }) => ask(call, tries));
  calls.on("call.answered", "greeting", greet);
  calls.on("call.gather.ended", "menu", (call, { tries }, { payload }) => {
    if (payload.digits === "1") return connect(call, payload.to);
    return payload.digits === "2" || tries === 3 ? greet(call) : ask(call, tries + 1);
  });
  calls.on("call.answered", "agent", (call) => call.parent && call.bridge({ call_control_id: call.parent.id }));
  calls.on("call.bridged", ["waiting", "agent"], (call) => call.stopPlayback({}, { state: { at: "talking" } }));
  calls.on("call.hangup", "agent", (call) => greet(call.parent));
  calls.on("call.speak.ended", "greeting", (call) => {
    const limits = { timeout_secs: 5, max_length: 120 };
    const recording = { format: "mp3", channels: "single", play_beep: true, ...limits } as const;
    return call.startRecording(recording, { state: { at: "message" } });
  });
  calls.on("call.recording.saved", "message", async (call, _state, { payload }) => {
    await onMessage(payload.recording_urls?.mp3 ?? "");
    await call.hangup();
  });
  calls.on("call.recording.error", "message", (call) => call.hangup());
  return webhooks;
}
