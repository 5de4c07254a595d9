/** One of several processes that receive the same webhooks and share a Redis. Started, and killed, by redis.test.ts. */
import { createServer } from "node:http";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { createWebhooks } from "../index.js";
import { createNodeHandler } from "../node.js";
import { createRedisStore } from "../redis.js";

const [port, redisPort, apiPort, publicKey, kind] = process.argv.slice(2);
const url = `redis://127.0.0.1:${redisPort}`;

async function connect() {
  if (kind === "ioredis") return new Redis(url);
  const client = createClient({ url });
  await client.connect();
  return client;
}

const webhooks = createWebhooks({
  publicKey,
  dedupe: { store: createRedisStore(await connect(), { claimSeconds: 1 }) },
});
webhooks.onError(() => {});
webhooks.on("call.initiated", async (event, context) => {
  const dialled = await fetch(`http://127.0.0.1:${apiPort}/calls`, {
    method: "POST",
    body: JSON.stringify({ event: event.id, command_id: context.commandId("dial") }),
  });
  await dialled.text();
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  if (Math.random() < 0.05) throw new Error("after the dial");
});
createServer(createNodeHandler(webhooks)).listen(Number(port), "127.0.0.1", () => console.log("ready"));
