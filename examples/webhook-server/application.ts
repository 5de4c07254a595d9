import { createTelnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks, type Webhooks } from "@telnyx-kit/webhooks";

/** The application that every server here serves: it answers, says hello and hangs up. */
export function createApplication(publicKey: string | undefined, options: TelnyxOptions = {}): Webhooks {
  const telnyx = createTelnyx(options); // TELNYX_API_KEY and TELNYX_BASE_URL, where the options say nothing
  const voice = createVoice(telnyx);
  const media = createMedia(telnyx);
  const webhooks = createWebhooks({ publicKey });

  webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
    if (payload.direction !== "incoming") return;
    await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
  });

  webhooks.on("call.answered", async ({ payload }, { commandId }) => {
    await media.speak(payload.call_control_id, { payload: "Hello!", voice: "female", command_id: commandId("hello") });
  });

  webhooks.on("call.speak.ended", async ({ payload }, { commandId }) => {
    await voice.hangup(payload.call_control_id, { command_id: commandId("hangup") });
  });

  return webhooks;
}
