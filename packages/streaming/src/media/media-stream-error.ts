import { type ErrorDetails, TelnyxError } from "@telnyx-kit/core/errors";

/** The reason why a session ended. Stable names for logs and metrics. */
export type MediaStreamFailure = "malformed" | "too-large" | "unauthorized" | "start-timeout" | "idle-timeout";

/**
 * Thrown from the loop over a session: the peer cannot be Telnyx, a message is beyond a bound, or the line is dead. The
 * session has closed the socket. The error holds no token and no part of the message.
 */
export class MediaStreamError extends TelnyxError {
  static override readonly kind: string = "MediaStreamError";

  readonly failure: MediaStreamFailure;

  constructor(message: string, failure: MediaStreamFailure, details?: ErrorDetails) {
    super(message, details);
    this.failure = failure;
  }
}
