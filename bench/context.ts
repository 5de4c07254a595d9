import { generateKeyPairSync } from "node:crypto";
import { createSigningKey } from "@telnyx-kit/webhooks/testing";

const callControlId = "v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg";

/** Input of the programs of one kind of request. */
export const requestContext = {
  callControlId,
  body: {
    payload: "Thank you for calling. Please leave a message after the tone.",
    voice: "female",
    language: "en-US",
    client_state: "eyJzdGVwIjoiZ3JlZXRpbmcifQ==",
  },
  reply: JSON.stringify({ data: { result: "ok" } }),
  privateKey: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }),
};

/** A signed event of about the size that Telnyx sends. */
export async function createDelivery() {
  const body = JSON.stringify({
    data: {
      event_type: "call.initiated",
      id: "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0",
      occurred_at: "2026-01-15T10:00:00.000000Z",
      payload: {
        call_control_id: callControlId,
        call_leg_id: "428c31b6-7af4-4bcb-b7f5-5013ef9657c1",
        call_session_id: "428c31b6-abf3-4bc1-b7f4-5013ef9657c1",
        client_state: null,
        connection_id: "7267xxxxxxxxxxxxxx",
        direction: "incoming",
        from: "+12025550101",
        state: "parked",
        to: "+12025550102",
      },
      record_type: "event",
    },
    meta: { attempt: 1, delivered_to: "https://example.com/webhooks" },
  });
  const key = await createSigningKey({ seed: new Uint8Array(32).fill(7) });
  const headers = {
    host: "example.com",
    "user-agent": "telnyx-webhooks",
    "content-type": "application/json",
    "content-length": String(body.length),
    accept: "*/*",
    ...(await key.sign(body, Math.floor(Date.now() / 1000))),
  };
  return { publicKey: key.publicKey, body, headers };
}
