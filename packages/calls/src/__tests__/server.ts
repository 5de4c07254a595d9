// A process that handles calls, as one of several would: it counts to three, and keeps nothing.
import { createServer } from "node:http";
import { createTelnyx } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createNodeHandler } from "@telnyx-kit/webhooks/node";
import { createCalls } from "../index.js";

const telnyx = createTelnyx();
const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY, deadlineMs: 60_000 });
const domains = { voice: createVoice(telnyx), media: createMedia(telnyx) };
const calls = createCalls<{ at: "counting"; said: number }>()({ webhooks, domains });

calls.onIncoming((call) => call.answer({}, { state: { at: "counting", said: 0 } }));
calls.on(["call.answered", "call.speak.ended"], "counting", (call, { said }) =>
  said === 3
    ? call.hangup()
    : call.speak({ payload: `${said + 1}`, voice: "female" }, { state: { at: "counting", said: said + 1 } }),
);
const server = createServer(createNodeHandler(webhooks)).listen(0, "127.0.0.1", () => {
  console.log(`ready ${(server.address() as { port: number }).port}`);
});
