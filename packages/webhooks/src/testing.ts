/**
 * Signs deliveries as Telnyx does, for the tests of an application.
 *
 * @module
 * @example
 * import { createSigningKey } from "@telnyx-kit/webhooks/testing";
 */
export { createSigningKey, type SignedHeaders, type SigningKey, type SigningKeyOptions } from "./signing-key.js";
