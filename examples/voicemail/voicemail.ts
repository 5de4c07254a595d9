import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";

type State = { at: "greeting" | "message" };

export interface VoicemailOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  /** The greeting that callers hear. */
  readonly greetingUrl: string;
  /** Gets the address of each message, which works for ten minutes. */
  readonly onMessage: (url: string) => unknown;
}

/** Answers every call, plays the greeting, records a message until three seconds of silence, and hangs up. */
export function createVoicemail({ greetingUrl, onMessage, ...options }: VoicemailOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const calls = createCalls<State>()({ webhooks, domains: { voice: createVoice(telnyx), media: createMedia(telnyx) } });

  calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
  calls.on("call.answered", "greeting", (call) => call.startPlayback({ audio_url: greetingUrl }));
  // Also if the greeting could not be played: the tone is enough to leave a message.
  calls.on("call.playback.ended", "greeting", (call) => {
    const limits = { timeout_secs: 3, max_length: 120 };
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
