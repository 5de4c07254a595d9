import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createGather } from "@telnyx-kit/gather";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";

type State = { at: "caller" | "card" | "result" };

export interface CardPaymentOptions {
  readonly telnyx: TelnyxOptions;
  readonly webhooks: WebhooksOptions;
  /** Takes the card and says whether it was accepted. `key` is the same for a duplicate: charge once for it. */
  readonly charge: (card: string, key: string) => Promise<boolean>;
}

/** Records a call, but not the part in which the caller enters a card number. */
export function createCardPayment({ charge, ...options }: CardPaymentOptions) {
  const telnyx = createTelnyx(options.telnyx);
  const webhooks = createWebhooks(options.webhooks);
  const domains = { voice: createVoice(telnyx), media: createMedia(telnyx), gather: createGather(telnyx) };
  const calls = createCalls<State>()({ webhooks, domains });
  const say = (payload: string) => ({ payload, voice: "AWS.Polly.Joanna-Neural" });

  calls.onIncoming((call) => call.answer({}, { state: { at: "caller" } }));
  calls.on("call.answered", "caller", async (call) => {
    await call.startRecording({ format: "wav", channels: "dual" });
    // Asks the caller only after the pause was accepted: if it fails, nobody enters a card.
    await call.pauseRecording();
    const card = { minimum_digits: 12, maximum_digits: 19 };
    const question = say("Please enter your card number, then press pound.");
    await call.gatherUsingSpeak({ ...question, ...card }, { state: { at: "card" } });
  });
  calls.on("call.gather.ended", "card", async (call, _state, { payload }, context) => {
    const paid = payload.status === "valid" && (await charge(payload.digits, context.commandId("charge")));
    await call.resumeRecording();
    const result = paid ? "Thank you, your payment was accepted." : "The payment was not accepted.";
    await call.speak(say(result), { state: { at: "result" } });
  });
  calls.on("call.speak.ended", "result", (call) => call.hangup());
  // Keep the digits of a card out of everything else, above all logs.
  return webhooks;
}
