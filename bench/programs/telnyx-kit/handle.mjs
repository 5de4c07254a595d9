import { createWebhooks } from "@telnyx-kit/webhooks";
import { createSigningKey } from "@telnyx-kit/webhooks/testing";

/** A delivery of a new event each time, through everything: signature, dedupe, routing, answer. */
export async function setup({ body }) {
  const key = await createSigningKey({ seed: new Uint8Array(32).fill(7) });
  const webhooks = createWebhooks({ publicKey: key.publicKey });
  let handled = 0;
  webhooks.on("call.initiated", () => {
    handled++;
  });
  let count = 0;
  return async () => {
    const text = body.replace("0ccc7b54", String(count++).padStart(8, "0"));
    const headers = await key.sign(text, Math.floor(Date.now() / 1000));
    const response = await webhooks.handle(
      new Request("https://example.com/webhooks", { method: "POST", headers, body: text }),
    );
    if (response.status !== 200 || handled !== count) throw new Error(`answered ${response.status}`);
  };
}
