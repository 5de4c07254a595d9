import { type ErrorDetails, TelnyxError } from "@telnyx-kit/core/errors";

/** Why a session was given up. Stable names for logs and metrics. */
export type MediaStreamFailure = "malformed" | "too-large" | "unauthorized" | "start-timeout" | "idle-timeout";

/**
 * Thrown out of the loop over a session: a peer that cannot be Telnyx, a message beyond a bound, or a dead line. The
 * session has closed the socket by then. The error holds no token and nothing of the message.
 */
export class MediaStreamError extends TelnyxError {
  static override readonly kind: string = "MediaStreamError";

  readonly failure: MediaStreamFailure;

  constructor(message: string, failure: MediaStreamFailure, details?: ErrorDetails) {
    super(message, details);
    this.failure = failure;
  }
}
