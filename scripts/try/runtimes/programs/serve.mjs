// A server of webhooks as each runtime has it. It answers every delivery anew: the same event is sent many times.
import { createServer } from "node:http";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { createNodeHandler } from "@telnyx-kit/webhooks/node";

const { Bun, Deno } = globalThis;
const ready = (port) => console.log(`port ${port}`);

export function serve(publicKey) {
  const webhooks = createWebhooks({ publicKey, dedupe: false });
  webhooks.onError(() => {});
  const fetch = (request) => webhooks.handle(request);
  if (Deno) Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: ({ port }) => ready(port) }, fetch);
  else if (Bun) ready(Bun.serve({ port: 0, hostname: "127.0.0.1", maxRequestBodySize: 2 ** 40, fetch }).port);
  else {
    const server = createServer(createNodeHandler(webhooks));
    server.listen(0, "127.0.0.1", () => ready(server.address().port));
  }
}
