import { expired, withDeadline } from "@telnyx-kit/core/internal";
import { type Claim, createMemoryStore } from "./dedupe.js";
import { dispatchEvent } from "./dispatch.js";
import { EventRejectedError, WebhookUnavailableError, WebhookVerificationError } from "./errors.js";
import type { TelnyxEvent } from "./event.js";
import type { HeadersInput } from "./headers.js";
import { type DeliveryWatch, watchDelivery } from "./hooks.js";
import { createKeySource } from "./key-source.js";
import type { Settings } from "./options.js";
import { readEvent } from "./read-event.js";
import { isRequest } from "./request.js";
import type { Registration } from "./router.js";
import { type Delivery, verifyDelivery } from "./verify.js";
import type { Answer, ErrorReporter, HandleOptions, Receiver } from "./webhooks.js";

const bodies = { 200: "ok", 400: "invalid webhook", 500: "handler failed", 503: "try again" } as const;

const toDelivery = ([body, headers]: [unknown, HeadersInput?]): Delivery =>
  !headers && isRequest(body)
    ? { method: body.method, headers: body.headers, body }
    : { headers: headers as HeadersInput, body };

async function askStore<Value>(operation: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await operation();
  } catch (cause) {
    throw new WebhookUnavailableError("The dedupe store failed. See the cause.", "store", { cause });
  }
}

/** Takes the deliveries of one `createWebhooks`. The table of the README lists the replies. */
export function createReceiver<Platform>(
  settings: Settings,
  registrations: readonly Registration<Platform>[],
  reporters: readonly ErrorReporter[],
): Receiver<Platform> {
  const { clock, hooks, maxEntries, queue, ordering, ttlMs, deadlineMs } = settings;
  const store = maxEntries && (settings.store ?? createMemoryStore(maxEntries, clock));
  const verifyOptions = { ...settings, keys: createKeySource(settings.keys, settings.keyCacheMs, clock) };
  const open = async (delivery: Delivery) => readEvent(await verifyDelivery(delivery, verifyOptions));
  const report = (error: unknown, event?: TelnyxEvent) => {
    if (reporters.length === 0) console.error("telnyx webhook:", error);
    for (const take of reporters) {
      (async () => take(error, event))().catch((thrown) => console.error("telnyx webhook: onError failed:", thrown));
    }
  };

  const run = async (event: TelnyxEvent, claim: Claim | undefined, platform: Platform, watch: DeliveryWatch) => {
    const handlers = async () => void (await (queue ? queue(event) : dispatchEvent(event, registrations, platform)));
    const handle = () => watch.handle(event, handlers);
    // An event that is over was handled, or rejected for good: it is not to be delivered again.
    let isOver = true;
    try {
      await (ordering ? ordering(event, handle, clock) : handle());
    } catch (error) {
      isOver = EventRejectedError.isInstance(error);
      report(error, event);
    }
    // The reply is 200 even if that cannot be recorded: another delivery would run the handlers again.
    await askStore(() => (isOver ? claim?.commit() : claim?.release())).catch((error) => report(error, event));
    return isOver ? 200 : 500;
  };

  const process = async (
    read: () => Delivery,
    options: HandleOptions<Platform>,
    keep: (work: Promise<unknown>) => void,
  ) => {
    const watch = watchDelivery(hooks, clock);
    watch.received();
    try {
      const platform = options.context as Platform;
      const event = await open(read());
      const claim = store ? await askStore(() => store.claim(event.id, ttlMs)) : undefined;
      if (claim === "done" || claim === "busy") {
        const status = claim === "done" ? 200 : 503;
        watch.duplicate(event, status);
        return status;
      }
      const work = run(event, claim, platform, watch);
      if (settings.acknowledge !== "early") return await work;
      keep(work);
      return 200;
    } catch (error) {
      const status = WebhookVerificationError.isInstance(error) ? 400 : 503;
      report(error);
      watch.refused(error, status);
      return status;
    }
  };

  const answer = async (read: () => Delivery, options: HandleOptions<Platform> = {}): Promise<Answer> => {
    const keep = (promise: Promise<unknown>) => {
      try {
        options.waitUntil?.(promise);
      } catch (error) {
        report(error);
      }
    };
    const work = process(read, options, keep);
    // Before anything is awaited: the sender may hang up, and the handler goes on past the deadline.
    keep(work);
    const result = await withDeadline(clock, deadlineMs, () => work);
    // After the deadline the handler keeps its claim: the next delivery learns how it ended.
    const status = result === expired ? 503 : result;
    return { status, body: bodies[status] };
  };

  return {
    verify: async (...delivery) => (await verifyDelivery(toDelivery(delivery), verifyOptions)).body,
    unwrap: async (...delivery) => open(toDelivery(delivery)),
    receive: (delivery, options) => answer(() => delivery, options),
    async handle(request, options) {
      const { status, body } = await answer(() => toDelivery([request]), options);
      return new Response(body, { status });
    },
    dispatch: (event, context) =>
      watchDelivery(hooks, clock).handle(event, () => dispatchEvent(event, registrations, context as Platform)),
  };
}
