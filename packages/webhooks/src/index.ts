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
export type { Clock, ClockOptions } from "@telnyx-kit/core/internal";
export type { BodyInput } from "./body.js";
export { createWebhooks } from "./create-webhooks.js";
export type { Claim, DedupeStore } from "./dedupe.js";
export {
  EventRejectedError,
  type WebhookFailure,
  WebhookUnavailableError,
  WebhookVerificationError,
} from "./errors.js";
export { type EventType, isEvent, type TelnyxEvent, type UnknownEvent } from "./event.js";
export type * from "./generated/events.js";
export type * from "./generated/schema.js";
export type { HeadersInput } from "./headers.js";
export type {
  DeliveryHooks,
  DeliveryNotice,
  DuplicateNotice,
  FailedNotice,
  HandledNotice,
  HandleNotice,
  RefusedNotice,
} from "./hooks.js";
export type { DedupeOptions, Ordering, WebhooksOptions } from "./options.js";
export { type OrderingOptions, orderByCallLeg } from "./ordering.js";
export type { FetchHint, PublicKeyOption } from "./public-key.js";
export type { RequestLike } from "./request.js";
export type { EventContext, Off, Router } from "./router.js";
export type { Delivery } from "./verify.js";
export type { Answer, DeliveryArguments, ErrorReporter, HandleOptions, Receiver, Webhooks } from "./webhooks.js";
