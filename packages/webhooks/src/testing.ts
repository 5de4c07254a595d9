/**
 * Signs deliveries as Telnyx does, for the tests of an application.
 *
 * @module
 * @example
 * import { createSigningKey } from "@telnyx-kit/webhooks/testing";
 */
export { eventTypes } from "./generated/events.js";
export { createSigningKey, type SignedHeaders, type SigningKey, type SigningKeyOptions } from "./signing-key.js";
