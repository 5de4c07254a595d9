import { type Claim, createMemoryStore } from "./dedupe.js";
import { dispatchEvent } from "./dispatch.js";
import { WebhookUnavailableError, WebhookVerificationError } from "./errors.js";
import type { TelnyxEvent } from "./event.js";
import type { HeadersInput } from "./headers.js";
import { createKeySource } from "./key-source.js";
import type { Settings } from "./options.js";
import { readEvent } from "./read-event.js";
import type { Registration } from "./router.js";
import { type Delivery, verifyDelivery } from "./verify.js";
import type { Answer, ErrorReporter, HandleOptions, Receiver } from "./webhooks.js";

const bodies = { 200: "ok", 400: "invalid webhook", 500: "handler failed", 503: "try again" } as const;

const toDelivery = ([body, headers]: [unknown, HeadersInput?]): Delivery =>
  !headers && body instanceof Request
    ? { method: body.method, headers: body.headers, body }
    : { headers: headers as HeadersInput, body };

async function askStore<Value>(operation: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await operation();
  } catch (cause) {
    throw new WebhookUnavailableError("The dedupe store failed. See the cause.", "store", { cause });
  }
}

/** Makes what takes the deliveries of one `createWebhooks`. The answers are the table of the README. */
export function createReceiver<Platform>(
  settings: Settings,
  registrations: readonly Registration<Platform>[],
  reporters: readonly ErrorReporter[],
): Receiver<Platform> {
  const { maxEntries, queue, ordering, ttlMs, deadlineMs } = settings;
  const store = maxEntries && (settings.store || createMemoryStore(maxEntries));
  const verifyOptions = { ...settings, keys: createKeySource(settings.keys, settings.keyCacheMs, settings.now) };
  const open = async (delivery: Delivery) => readEvent(await verifyDelivery(delivery, verifyOptions));
  const report = (error: unknown, event?: TelnyxEvent) => {
    if (reporters.length === 0) console.error("telnyx webhook:", error);
    for (const take of reporters) {
      (async () => take(error, event))().catch((thrown) => console.error("telnyx webhook: onError failed:", thrown));
    }
  };

  const run = async (event: TelnyxEvent, claim: Claim | undefined, platform: Platform): Promise<200 | 500> => {
    const handle = async () => void (await (queue ? queue(event) : dispatchEvent(event, registrations, platform)));
    const handled = await (ordering ? ordering(event, handle) : handle()).then(
      () => true,
      (error) => void report(error, event),
    );
    // A handler that succeeded is answered 200 even if that cannot be recorded: a repeat would run it again.
    await askStore(() => (handled ? claim?.commit() : claim?.release())).catch((error) => report(error, event));
    return handled ? 200 : 500;
  };

  const process = async (
    delivery: Delivery,
    { context }: HandleOptions<Platform>,
    keep: (work: Promise<unknown>) => void,
  ) => {
    try {
      const event = await open(delivery);
      const claim = store ? await askStore(() => store.claim(event.id, ttlMs)) : undefined;
      if (claim === "done") return 200;
      if (claim === "busy") return 503;
      const work = run(event, claim, context as Platform);
      if (settings.acknowledge !== "early") return await work;
      keep(work);
      return 200;
    } catch (error) {
      report(error);
      return WebhookVerificationError.isInstance(error) ? 400 : 503;
    }
  };

  const receive = async (delivery: Delivery, options: HandleOptions<Platform> = {}): Promise<Answer> => {
    const keep = (promise: Promise<unknown>) => {
      try {
        options.waitUntil?.(promise);
      } catch (error) {
        report(error);
      }
    };
    const work = process(delivery, options, keep);
    // Before anything is awaited: the sender may hang up, and the handler goes on past the deadline.
    keep(work);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<503>((resolve) => {
      timer = setTimeout(resolve, deadlineMs, 503);
    });
    const status = await Promise.race([work, deadline]);
    clearTimeout(timer);
    // After the deadline the handler keeps its claim: the next delivery learns how it ended.
    return { status, body: bodies[status] };
  };

  return {
    verify: async (...delivery) => (await verifyDelivery(toDelivery(delivery), verifyOptions)).body,
    unwrap: (...delivery) => open(toDelivery(delivery)),
    receive,
    async handle(request, options) {
      const { status, body } = await receive(toDelivery([request]), options);
      return new Response(body, { status });
    },
    dispatch: (event, context) => dispatchEvent(event, registrations, context as Platform),
  };
}
