import type { Gather } from "@telnyx-kit/gather";
import type { Media } from "@telnyx-kit/media";
import type { Voice } from "@telnyx-kit/voice";
import type { Webhooks } from "@telnyx-kit/webhooks";

export interface CardPaymentOptions {
  readonly voice: Voice;
  readonly media: Media;
  readonly gather: Gather;
  readonly webhooks: Webhooks;
  /** Takes the card; resolves to whether it was accepted. Digits belong nowhere else, logs least of all. */
  readonly charge: (card: string) => Promise<boolean>;
}

/** Records a call, but not the part where the caller enters a card number. */
export function cardPayment({ voice, media, gather, webhooks, charge }: CardPaymentOptions): void {
  const speech = { voice: "AWS.Polly.Joanna-Neural" } as const;

  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction !== "incoming") return;
    await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    const id = payload.call_control_id;
    await media.startRecording(id, { format: "wav", channels: "dual", command_id: commandId("record") });
    // The caller is asked only when this has been accepted: where it fails, nobody enters a card.
    await media.pauseRecording(id, { command_id: commandId("pause") });
    await gather.gatherUsingSpeak(id, {
      ...speech,
      payload: "Please enter your card number, then press pound.",
      minimum_digits: 12,
      maximum_digits: 19,
      command_id: commandId("card"),
    });
  });

  webhooks.on("call.gather.ended", async ({ payload }, { commandId }) => {
    const id = payload.call_control_id;
    if (payload.status === "call_hangup") return;
    await media.resumeRecording(id, { command_id: commandId("resume") });
    const paid = payload.status === "valid" && (await charge(payload.digits ?? ""));
    const text = paid ? "Thank you, your payment was accepted." : "The payment was not accepted.";
    await media.speak(id, { ...speech, payload: text, command_id: commandId("result") });
  });

  webhooks.on("call.speak.ended", async ({ payload }, { commandId }) => {
    if (payload.status === "completed")
      await voice.hangup(payload.call_control_id, { command_id: commandId("hangup") });
  });
}
