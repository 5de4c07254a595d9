import { createWebhooks } from "@telnyx-kit/webhooks";

export function setup({ publicKey, body, headers }) {
  const webhooks = createWebhooks({ publicKey });
  return () => webhooks.unwrap(body, headers);
}
