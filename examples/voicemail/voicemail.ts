import { ApiError, decodeClientState, ErrorCode, encodeClientState } from "@telnyx-kit/core";
import type { Media } from "@telnyx-kit/media";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface VoicemailOptions {
  readonly voice: Voice;
  readonly media: Media;
  readonly webhooks: Webhooks;
  /** The greeting that callers hear. */
  readonly greetingUrl: string;
  /** Called with the address of each message; it works for ten minutes. */
  readonly onMessage: (url: string) => void;
}

/** Answers every inbound call, plays the greeting, records a message until three seconds of silence, and hangs up. */
export function voicemail({ voice, media, webhooks, greetingUrl, onMessage }: VoicemailOptions): void {
  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction !== "incoming") return;
    const state = encodeClientState({ step: "greeting" });
    await voice.answer(payload.call_control_id, { client_state: state, command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    await media.startPlayback(payload.call_control_id, { audio_url: greetingUrl, command_id: commandId("greet") });
  });

  webhooks.on("call.playback.ended", async ({ payload }, { commandId }) => {
    if (payload.status !== "completed") return;
    await media.startRecording(payload.call_control_id, {
      format: "mp3",
      channels: "single",
      play_beep: true,
      timeout_secs: 3,
      client_state: encodeClientState({ step: "message" }),
      command_id: commandId("record"),
    });
  });

  webhooks.on("call.recording.saved", async ({ payload }, { commandId }) => {
    onMessage(payload.recording_urls?.mp3 ?? "");
    const state = decodeClientState<{ step: string }>(payload.client_state);
    if (!payload.call_control_id || state?.step !== "message") return;
    await voice.hangup(payload.call_control_id, { command_id: commandId("goodbye") }).catch((error: unknown) => {
      // The caller may have hung up first; a handler that fails would get the event, and the message, again.
      if (!ApiError.isInstance(error) || error.code !== ErrorCode.CallEnded) throw error;
    });
  });
}
