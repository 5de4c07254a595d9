// Verifies an event, answers the call and speaks.
import { createTelnyx } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";

const telnyx = createTelnyx();
const voice = createVoice(telnyx);
const media = createMedia(telnyx);
const webhooks = createWebhooks({ publicKey: globalThis.process?.env.TELNYX_PUBLIC_KEY });

webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
  await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
});
webhooks.on("call.answered", async ({ payload }, { commandId }) => {
  await media.speak(payload.call_control_id, {
    payload: "Hello",
    voice: "female",
    language: "en-US",
    command_id: commandId("speak"),
  });
});

export default { fetch: (request) => webhooks.handle(request) };
