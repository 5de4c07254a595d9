/**
 * Verified, typed and deduplicated webhooks of Telnyx Voice.
 *
 * @module
 * @example
 * import { createWebhooks } from "@telnyx-kit/webhooks";
 *
 * const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });
 * webhooks.on("call.hangup", (event) => console.log(event.payload.hangup_cause));
 * export default { fetch: (request: Request) => webhooks.handle(request) };
 */
export { ConfigurationError, TelnyxError } from "@telnyx-kit/core/errors";
export type { BodyInput } from "./body.js";
export { deriveCommandId } from "./command-id.js";
export { type Answer, createWebhooks, type DeliveryArguments, type HandleOptions, type Webhooks } from "./create-webhooks.js";
export { type ClaimResult, createMemoryStore, type DedupeStore, type MemoryStoreOptions } from "./dedupe.js";
export { type WebhookFailure, WebhookUnavailableError, WebhookVerificationError } from "./errors.js";
export { type EventType, isEvent, isKnownEventType, type TelnyxEvent, type UnknownEvent } from "./event.js";
export type * from "./generated/events.js";
export { eventTypes } from "./generated/events.js";
export type { HeadersInput } from "./headers.js";
export type { PublicKeyOption } from "./key-source.js";
export type { DedupeOptions, Ordering, WebhooksOptions } from "./options.js";
export type { EventContext, Router } from "./router.js";
export type { Delivery } from "./verify.js";
