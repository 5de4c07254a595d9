import type { BodyInput } from "./body.js";
import type { TelnyxEvent } from "./event.js";
import type { HeadersInput } from "./headers.js";
import type { RequestLike } from "./request.js";
import type { Off, Router } from "./router.js";
import type { Delivery } from "./verify.js";

/** The answer to a delivery. The body is fixed for each status and tells a forger nothing. */
export interface Answer {
  readonly status: 200 | 400 | 500 | 503;
  readonly body: string;
}

/** Input of an adapter beside the delivery. */
export interface HandleOptions<Platform = unknown> {
  /** Keeps the platform alive until the promise settles: `ctx.waitUntil` on Workers. */
  waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /** Handed to the handlers as `context.platform`. */
  readonly context?: Platform | undefined;
}

/** A delivery's raw body and its headers, or the request that has both. */
export type DeliveryArguments = [body: BodyInput, headers: HeadersInput] | [request: RequestLike];

/** Called with each error that `handle` turned into an answer, and the event if the delivery held one. */
export type ErrorReporter = (error: unknown, event: TelnyxEvent | undefined) => void;

/** A receiver of deliveries. */
export interface Receiver<Platform> {
  /**
   * Checks a delivery and gives the bytes that were signed. For callbacks that are no events, such as TeXML's forms.
   *
   * @throws {WebhookVerificationError} when it is forged, stale or not readable. {@link WebhookUnavailableError} when the
   * key source fails.
   */
  verify(...delivery: DeliveryArguments): Promise<Uint8Array>;
  /**
   * Checks a delivery and gives its event. Handlers do not run and nothing is remembered: `handle` does both.
   *
   * @throws {WebhookVerificationError} when it is forged, stale or no event. {@link WebhookUnavailableError} when the key
   * source fails.
   */
  unwrap(...delivery: DeliveryArguments): Promise<TelnyxEvent>;
  /** Verifies a request, drops a repeat, runs the handlers and gives the response for Telnyx. Never rejects. */
  handle(request: RequestLike, options?: HandleOptions<Platform>): Promise<Response>;
  /** Does the same as `handle`, for adapters of servers that have no `Request`. Never rejects. */
  receive(delivery: Delivery, options?: HandleOptions<Platform>): Promise<Answer>;
  /**
   * Runs the handlers for an event that was verified before: the consumer's side of `queue`. Rejects with what a handler
   * threw.
   */
  dispatch(event: TelnyxEvent, context?: Platform): Promise<void>;
}

/** Verified webhooks of one account. Made by `createWebhooks`. */
export interface Webhooks<Platform = unknown> extends Receiver<Platform>, Router<Platform> {
  /**
   * Takes what `handle` turned into an answer: a refusal, an unavailable store or key source, or what a handler threw,
   * with its event. Without one, errors are printed with `console.error`. The result takes it out again.
   */
  onError(report: ErrorReporter): Off;
}
