import { claimEvent } from "./claim.js";
import { createMemoryStore } from "./dedupe.js";
import { WebhookVerificationError } from "./errors.js";
import type { TelnyxEvent } from "./event.js";
import type { HeadersInput } from "./headers.js";
import { createKeySource } from "./key-source.js";
import { readOptions, type WebhooksOptions } from "./options.js";
import { createRouter, type Router } from "./router.js";
import { readEvent } from "./unwrap.js";
import { type Delivery, verifyDelivery } from "./verify.js";

/** What a delivery is answered with. The body is fixed for each status and tells a forger nothing. */
export interface Answer {
  readonly status: 200 | 400 | 500 | 503;
  readonly body: string;
}

/** What an adapter gives beside the delivery. */
export interface HandleOptions<Platform = unknown> {
  /** Keeps the platform alive until the promise settles: `ctx.waitUntil` on Workers. */
  waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /** Handed to the handlers as `context.platform`. */
  context?: Platform | undefined;
}

/** A delivery's raw body and its headers, or the request that has both. */
export type DeliveryArguments = [body: string | ArrayBufferLike | ArrayBufferView, headers: HeadersInput] | [request: Request];

/** Verified webhooks of one account. Made by {@link createWebhooks}. */
export interface Webhooks<Platform = unknown> extends Router<Platform> {
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
  handle(request: Request, options?: HandleOptions<Platform>): Promise<Response>;
  /** What `handle` does, for adapters of servers that have no `Request`. Never rejects. */
  receive(delivery: Delivery, options?: HandleOptions<Platform>): Promise<Answer>;
  /**
   * Runs the handlers for an event that was verified before: the consumer's side of `queue`. Rejects with what a handler
   * threw.
   */
  dispatch(event: TelnyxEvent, context?: Platform): Promise<void>;
  /**
   * Takes what `handle` turned into an answer: a refusal, an unavailable store or key source, what a handler threw (with
   * its event). Without one, it is printed with `console.error`.
   */
  onError(report: (error: unknown, event: TelnyxEvent | undefined) => void): void;
}

const bodies = { 200: "ok", 400: "invalid webhook", 500: "handler failed", 503: "try again" } as const;
const answer = (status: Answer["status"]): Answer => ({ status, body: bodies[status] });

const toDelivery = ([body, headers]: [unknown, HeadersInput?]): Delivery =>
  body instanceof Request && headers === undefined
    ? { method: body.method, headers: body.headers, body }
    : { headers: headers as HeadersInput, body };

/**
 * Makes the receiver of an account's webhooks: verification, types, routing and the defence against repeats.
 *
 * @throws {ConfigurationError} when an option is not usable, above all the public key.
 * @example
 * const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });
 * webhooks.on("call.initiated", async (event, context) => {
 *   await voice.answer(event.payload.call_control_id, { command_id: context.commandId("answer") });
 * });
 * export default { fetch: (request) => webhooks.handle(request) };
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/receiving-webhooks
 */
export function createWebhooks<Platform = unknown>(options: WebhooksOptions): Webhooks<Platform> {
  const { dedupe, deadlineMs, early, keyCacheMs, ...limits } = readOptions(options);
  const now = options.now ?? Date.now;
  const verifyOptions = { ...limits, now, keys: createKeySource(options.publicKey, keyCacheMs, now) };
  const store = dedupe && (dedupe.store ?? createMemoryStore());
  const { router, dispatch } = createRouter<Platform>();
  const reports: ((error: unknown, event: TelnyxEvent | undefined) => void)[] = [];

  const report = (error: unknown, event?: TelnyxEvent) => {
    if (reports.length === 0) console.error("telnyx webhook:", error);
    for (const take of reports) {
      try {
        take(error, event);
      } catch (thrown) {
        console.error("telnyx webhook: onError threw:", thrown);
      }
    }
  };
  const open = async (delivery: Delivery) => readEvent(await verifyDelivery(delivery, verifyOptions));

  const run = async (event: TelnyxEvent, platform: Platform): Promise<200 | 500> => {
    const handle = async () => {
      await (options.queue ? options.queue(event) : dispatch(event, platform));
    };
    try {
      await (options.ordering ? options.ordering(event, handle) : handle());
      return 200;
    } catch (error) {
      report(error, event);
      return 500;
    }
  };

  const process = async (delivery: Delivery, { waitUntil, context }: HandleOptions<Platform>) => {
    const platform = context as Platform;
    let event: TelnyxEvent | undefined;
    try {
      event = await open(delivery);
      const opened = event;
      const claim = store && dedupe && (await claimEvent(store, event.id, dedupe.claimMs, dedupe.ttlMs));
      if (claim && claim.result !== "claimed") return claim.result === "done" ? 200 : 503;
      const work = run(opened, platform).then(async (status) => {
        // A handler that succeeded is answered 200 even if that cannot be recorded: a repeat would run it again.
        await (claim && claim.settle(status === 200).catch((error) => report(error, opened)));
        return status;
      });
      if (!early) return await work;
      waitUntil?.(work);
      return 200;
    } catch (error) {
      report(error, event);
      return WebhookVerificationError.isInstance(error) ? 400 : 503;
    }
  };

  const receive = async (delivery: Delivery, handleOptions: HandleOptions<Platform> = {}): Promise<Answer> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<503>((resolve) => {
      timer = setTimeout(resolve, deadlineMs, 503);
    });
    const work = process(delivery, handleOptions);
    // The handler goes on and keeps its claim: the next delivery is told to wait, or that all is done.
    const status = await Promise.race([work, deadline]);
    clearTimeout(timer);
    handleOptions.waitUntil?.(work);
    return answer(status);
  };

  return {
    ...router,
    verify: async (...delivery) => (await verifyDelivery(toDelivery(delivery), verifyOptions)).body,
    unwrap: (...delivery) => open(toDelivery(delivery)),
    receive,
    async handle(request, handleOptions) {
      const { status, body } = await receive(toDelivery([request]), handleOptions);
      return new Response(body, { status, headers: { "content-type": "text/plain" } });
    },
    dispatch: (event, context) => dispatch(event, context as Platform),
    onError: (take) => void reports.push(take),
  };
}
