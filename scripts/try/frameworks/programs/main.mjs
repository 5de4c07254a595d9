// Starts one framework after the other, delivers to it, and prints a line of JSON for each: its name and what was wrong.
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createSigningKey } from "@telnyx-kit/webhooks/testing";
import { fetchServers } from "./fetch-servers.mjs";
import { nodeServers } from "./node-servers.mjs";

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const isChosen = (name) => words.length === 0 || words.some((word) => name.toLowerCase().includes(word));
for (const [name, [start, check]] of Object.entries({ ...nodeServers, ...fetchServers })) {
  if (!isChosen(name)) continue;
  const key = await createSigningKey();
  const webhooks = createWebhooks({ publicKey: key.publicKey });
  const [handled, errors] = [[], []];
  webhooks.on("call.answered", (event) => void handled.push(event.id));
  webhooks.onError((error) => void errors.push(error));
  let wrong;
  try {
    const server = await start(webhooks, { publicKey: key.publicKey, handled, errors });
    wrong = await check({ port: server.port, key, handled, errors });
    await server.close();
  } catch (error) {
    wrong = String(error?.stack ?? error);
  }
  console.log(JSON.stringify({ name, works: check.name !== "", wrong }));
}
process.exit(0);
