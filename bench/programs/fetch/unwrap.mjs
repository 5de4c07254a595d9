import { createVerify } from "./verify.mjs";

export function setup({ publicKey, body, headers }) {
  const verify = createVerify(publicKey);
  return () => verify(body, headers["telnyx-timestamp"], headers["telnyx-signature-ed25519"]);
}
