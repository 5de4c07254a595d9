// Run as many as you like with the same REDIS_URL: every event is handled by one of them.
import { createServer } from "node:http";
import { createTelnyx } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createNodeHandler } from "@telnyx-kit/webhooks/node";
import { createRedisStore } from "@telnyx-kit/webhooks/redis";
import { Redis } from "ioredis";

const telnyx = createTelnyx();
const voice = createVoice(telnyx);
const media = createMedia(telnyx);

const webhooks = createWebhooks({
  publicKey: process.env.TELNYX_PUBLIC_KEY,
  dedupe: { store: createRedisStore(new Redis(process.env.REDIS_URL ?? "redis://127.0.0.1:6379")) },
});

webhooks.onAny((event) => console.log("handled", event.id));

webhooks.on("call.initiated", async ({ payload }, { commandId }) => {
  await voice.answer(payload.call_control_id, { command_id: commandId("answer") });
});

webhooks.on("call.answered", async ({ payload }, { commandId }) => {
  await media.speak(payload.call_control_id, { payload: "Hello!", voice: "female", command_id: commandId("hello") });
});

webhooks.on("call.speak.ended", async ({ payload }, { commandId }) => {
  await voice.hangup(payload.call_control_id, { command_id: commandId("hangup") });
});

createServer(createNodeHandler(webhooks)).listen(Number(process.env.PORT ?? 3000), () => console.log("ready"));
