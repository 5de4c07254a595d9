import { createWebhooks, type WebhooksOptions } from "../index.js";
import { createSigningKey } from "../testing.js";

/** Bodies, requests and a receiver for tests of what happens after verification. */
export const key = await createSigningKey({ seed: new Uint8Array(32).fill(5) });
let sequence = 0;
export const bodyOf = (changes: object = {}, meta: object = {}) => {
  const payload = {
    call_control_id: "v3:a",
    call_leg_id: "leg",
    call_session_id: "s",
    connection_id: "1",
    client_state: null,
  };
  const id = `event-${sequence++}`;
  return JSON.stringify({
    data: {
      record_type: "event",
      id,
      event_type: "call.answered",
      occurred_at: "2026-01-15T10:00:00Z",
      payload,
      ...changes,
    },
    meta,
  });
};
export const requestOf = async (body: string, init: RequestInit = {}) =>
  new Request("https://example.com/webhooks", {
    method: "POST",
    body,
    headers: await key.sign(body, Math.floor(Date.now() / 1000)),
    ...init,
  });
export const forged = async (body = bodyOf()) =>
  new Request("https://example.com", {
    method: "POST",
    body: `${body} `,
    headers: await key.sign(body, Math.floor(Date.now() / 1000)),
  });
export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function receiver(options: Partial<WebhooksOptions> = {}) {
  const webhooks = createWebhooks({ publicKey: key.publicKey, ...options });
  const errors: unknown[] = [];
  webhooks.onError((error) => errors.push(error));
  const deliver = async (body: string) => (await webhooks.handle(await requestOf(body))).status;
  return { webhooks, errors, deliver };
}
