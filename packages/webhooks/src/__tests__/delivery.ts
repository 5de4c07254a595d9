import { createWebhooks, WebhookVerificationError } from "../index.js";
import { createSigningKey } from "../testing.js";

/** A delivery that is in order, and what becomes of it once something is changed. */
export const key = await createSigningKey({ seed: new Uint8Array(32).fill(9) });
export const now = 1_760_000_000;
export const options = { publicKey: key.publicKey, clock: { now: () => now * 1000 } };
export const webhooks = createWebhooks(options);
export const body = '{"data":{"id":"1"}}';
export const headers = await key.sign(body, now);
export const timestamp = headers["telnyx-timestamp"];
export const signature = headers["telnyx-signature-ed25519"];

type Headers = NonNullable<Parameters<typeof webhooks.verify>[1]>;

/** `"accepted"`, or the name of the failure. */
export const verdict = (given: unknown, text: unknown = body, receiver = webhooks) =>
  receiver.verify(text as string, given as Headers).then(
    () => "accepted",
    (error) => (WebhookVerificationError.isInstance(error) ? error.failure : String(error)),
  );

/** The text of the refusal. */
export const message = (given: unknown, text: unknown = body) =>
  webhooks.verify(text as string, given as Headers).then(String, (error) => error.message as string);
