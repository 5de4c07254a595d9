import type { Media } from "@telnyx-kit/media";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface OutboundCallOptions {
  readonly voice: Voice;
  readonly media: Media;
  readonly webhooks: Webhooks;
  readonly connectionId: string;
  readonly from: string;
  /** What people and machines are told. */
  readonly message: string;
  /** How each call ended: `normal_clearing`, `user_busy`, `timeout`, … */
  readonly onEnd: (cause: string) => void;
}

/** Calls numbers and says a message: to people at once, to an answering machine after its greeting. */
export function createAnnouncer({ voice, media, webhooks, connectionId, from, message, onEnd }: OutboundCallOptions) {
  const say = (id: string, command_id: string) =>
    media.speak(id, { payload: message, voice: "AWS.Polly.Joanna-Neural", command_id });

  webhooks.on("call.machine.detection.ended", async ({ payload }, { commandId }) => {
    if (payload.result !== "machine") await say(payload.call_control_id, commandId("say"));
  });

  webhooks.on("call.machine.greeting.ended", async ({ payload }, { commandId }) => {
    await say(payload.call_control_id, commandId("leave-message"));
  });

  webhooks.on("call.speak.ended", async ({ payload }, { commandId }) => {
    if (payload.status === "completed")
      await voice.hangup(payload.call_control_id, { command_id: commandId("hangup") });
  });

  webhooks.on("call.hangup", ({ payload }) => onEnd(payload.hangup_cause ?? "unspecified"));

  return (to: string) =>
    voice.dial({
      connection_id: connectionId,
      from,
      to,
      timeout_secs: 20,
      answering_machine_detection: "greeting_end",
    });
}
