// One call through a server: `tsx examples/webhook-server/main.ts [express|fastify|hono|worker|lambda]`.
import { startEmulator } from "@telnyx-kit/emulator";
import { freePort } from "../servers.js";
import { platforms } from "./platforms.js";

const name = process.argv[2] ?? "express";
const start = platforms[name];
if (!start) throw new Error(`There is no server ${name}. There are ${Object.keys(platforms).join(", ")}.`);

const port = await freePort();
const emulator = await startEmulator({ port: 0, webhookUrl: `http://127.0.0.1:${port}/webhooks/telnyx` });
const server = await start({
  PORT: String(port),
  TELNYX_API_KEY: emulator.apiKey,
  TELNYX_BASE_URL: emulator.url,
  TELNYX_PUBLIC_KEY: emulator.publicKey,
});
await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
console.log(String(emulator.timeline));
await server.stop();
await emulator.stop();
