import { createFastifyPlugin } from "@telnyx-kit/webhooks/fastify";
import fastify from "fastify";
import { createApplication } from "./application.js";

const webhooks = createApplication({ publicKey: process.env.TELNYX_PUBLIC_KEY });

const app = fastify();
await app.register(createFastifyPlugin(webhooks, { path: "/webhooks/telnyx" }));
await app.listen({ port: Number(process.env.PORT ?? 3000) });
console.log("ready");
