import { type ErrorDetails, TelnyxError } from "@telnyx-kit/core/errors";

/** Why a session was given up. Stable names for logs and metrics. */
export type MediaStreamFailure = "malformed" | "too-large" | "unauthorized" | "start-timeout";

/**
 * Thrown out of the loop over a session when what came over the socket cannot be from Telnyx, or cannot be held. The
 * socket has been closed by then. Holds nothing of the message, and no token.
 */
export class MediaStreamError extends TelnyxError {
  static override readonly kind: string = "MediaStreamError";

  readonly failure: MediaStreamFailure;

  constructor(message: string, failure: MediaStreamFailure, details?: ErrorDetails) {
    super(message, details);
    this.failure = failure;
  }
}
