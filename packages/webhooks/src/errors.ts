import { type ErrorDetails, TelnyxError } from "@telnyx-kit/core/errors";

/** The reason of a refused delivery. Stable names for logs and metrics. */
export type WebhookFailure =
  | "header-missing"
  | "header-repeated"
  | "headers-unreadable"
  | "timestamp-malformed"
  | "timestamp-outside-tolerance"
  | "signature-malformed"
  | "signature-mismatch"
  | "body-parsed"
  | "body-consumed"
  | "body-unreadable"
  | "body-too-large"
  | "body-empty"
  | "body-not-utf8"
  | "body-not-json"
  | "body-not-event"
  | "form-encoded"
  | "get-delivery"
  | "method"
  | "version-1";

/**
 * Thrown when Telnyx did not sign a delivery, or it cannot be read as an event. `failure` is the reason; the message says
 * what was found and what to do. It holds no header, no signature and no part of the body.
 */
export class WebhookVerificationError extends TelnyxError {
  static override readonly kind: string = "WebhookVerificationError";

  readonly failure: WebhookFailure;

  constructor(message: string, failure: WebhookFailure, details?: ErrorDetails) {
    super(message, details);
    this.failure = failure;
  }
}

/**
 * Thrown when a delivery could not be judged: the key source or the dedupe store failed. Reply 503, so that Telnyx delivers
 * again. `part` says which of the two failed; `cause` is its error.
 */
export class WebhookUnavailableError extends TelnyxError {
  static override readonly kind: string = "WebhookUnavailableError";

  readonly part: "keys" | "store";

  constructor(message: string, part: "keys" | "store", details?: ErrorDetails) {
    super(message, details);
    this.part = part;
  }
}

/**
 * Thrown by `context.reject()`: the handler refuses the event for good. The reply is 200. A queue's consumer that
 * gets it from `dispatch` drops the event. Its message is the reason; `cause` is the error that the handler gave.
 */
export class EventRejectedError extends TelnyxError {
  static override readonly kind: string = "EventRejectedError";

  constructor(reason: string | Error) {
    super(typeof reason === "string" ? reason : reason.message, typeof reason === "string" ? {} : { cause: reason });
  }
}
