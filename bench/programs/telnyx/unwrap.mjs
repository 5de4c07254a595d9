import Telnyx from "telnyx";

export function setup({ publicKey, body, headers }) {
  const client = new Telnyx({ apiKey: "KEY0123456789", publicKey });
  return () => client.webhooks.unwrap(body, { headers });
}
