import { createCalls } from "@telnyx-kit/calls";
import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type WebhooksOptions } from "@telnyx-kit/webhooks";

/** The application that every server here serves: it answers, says hello and hangs up. */
export function createApplication(verification: WebhooksOptions, options: TelnyxOptions = {}) {
  const telnyx = createTelnyx(options); // TELNYX_API_KEY and TELNYX_BASE_URL, where the options say nothing
  const webhooks = createWebhooks(verification);
  const domains = { voice: createVoice(telnyx), media: createMedia(telnyx) };
  const calls = createCalls<{ at: "hello" }>()({ webhooks, domains });

  calls.onIncoming((call) => call.answer({}, { state: { at: "hello" } }));
  calls.on("call.answered", "hello", (call) => call.speak({ payload: "Hello!", voice: "AWS.Polly.Joanna-Neural" }));
  calls.on("call.speak.ended", "hello", (call) => call.hangup());
  return webhooks;
}
