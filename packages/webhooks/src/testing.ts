/**
 * Makes signed deliveries of realistic events, for the tests of an application.
 *
 * @module
 * @example
 * import { createEvent, createSignedRequest, createSigningKey } from "@telnyx-kit/webhooks/testing";
 *
 * const key = await createSigningKey();
 * const webhooks = createWebhooks({ publicKey: key.publicKey });
 * const response = await webhooks.handle(await createSignedRequest(key, createEvent("call.initiated")));
 */
export {
  createEvent,
  createSignedRequest,
  type EventFields,
  type RecordedDelivery,
  replayDelivery,
  type SignedRequestOptions,
} from "./create-event.js";
export { eventTypes } from "./generated/events.js";
export { createSigningKey, type SignedHeaders, type SigningKey, type SigningKeyOptions } from "./signing-key.js";
