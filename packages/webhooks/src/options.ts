import { ConfigurationError } from "@telnyx-kit/core/errors";
import { type Clock, type ClockOptions, checkNumber, resolveClock } from "@telnyx-kit/core/internal";
import type { DedupeStore } from "./dedupe.js";
import type { TelnyxEvent } from "./event.js";
import type { DeliveryHooks } from "./hooks.js";
import { type PublicKeyOption, parsePublicKeys } from "./public-key.js";

/** The memory of handled events. */
export interface DedupeOptions {
  /** The store of ids. Several processes need one that they share. @default this process's memory */
  store?: DedupeStore | undefined;
  /** The most events in the store in memory; beyond it the oldest is forgotten. 1 to 1,000,000. @default 50,000 (about 10 MB) */
  maxEntries?: number | undefined;
  /** Seconds that a handled event is remembered. At least twice `toleranceSeconds`. @default 86,400 (a day) */
  ttlSeconds?: number | undefined;
}

/** Decides when an event is handled: calls `run` and settles as it does. Made by `orderByCallLeg`. */
export type Ordering = (event: TelnyxEvent, run: () => Promise<void>, clock: Clock) => Promise<void>;

/** Options of {@link createWebhooks}. */
export interface WebhooksOptions {
  /**
   * The account's public key from the Telnyx portal, several while one replaces another, or a function that fetches them.
   * `undefined` is refused, so a missing environment variable never turns verification off.
   */
  publicKey: PublicKeyOption | undefined;
  /** Seconds that the keys of a `publicKey` function are kept. A signature that fits none of them asks sooner. @default 3,600 */
  keyCacheSeconds?: number | undefined;
  /** The largest difference in seconds between the signed time and now, in both directions, inclusive. 1 to 86,400. @default 300 */
  toleranceSeconds?: number | undefined;
  /** The source of time and waiting, for tests. @default the runtime's, looked up when it is used */
  clock?: ClockOptions | undefined;
  /** Functions that watch every delivery, for metrics and traces. One object or several. */
  hooks?: DeliveryHooks | readonly DeliveryHooks[] | undefined;
  /** The most bytes of a body, counted while reading. 1 to 64 MiB. @default 1,048,576 */
  maxBodyBytes?: number | undefined;
  /** Drops duplicates. `false` handles every delivery. @default a store in memory */
  dedupe?: DedupeOptions | false | undefined;
  /**
   * Handles the events of one call leg in their order, within this process: `orderByCallLeg()`.
   *
   * @default none: deliveries are concurrent
   */
  ordering?: Ordering | undefined;
  /**
   * The latest time of the reply, in milliseconds from the delivery's arrival. Telnyx waits 2 seconds, or the application's
   * `webhook_timeout_secs`. 50 to 60,000. @default 1,800
   */
  deadlineMs?: number | undefined;
  /**
   * `"early"` replies 200 as soon as the event is verified and claimed, before its handlers ran. An event whose handler
   * then fails, or whose process ends, is lost: Telnyx does not deliver it again. @default "handled"
   */
  acknowledge?: "handled" | "early" | undefined;
  /**
   * Puts a verified event into a durable queue instead of running the handlers. The reply is 200 when it resolves. The
   * consumer of the queue calls `webhooks.dispatch(event)`.
   */
  queue?: ((event: TelnyxEvent) => unknown | Promise<unknown>) | undefined;
}

// Default, least and most of each number.
const bounds = {
  keyCacheSeconds: [3_600, 1, 86_400],
  toleranceSeconds: [300, 1, 86_400],
  maxBodyBytes: [1_048_576, 1, 67_108_864],
  deadlineMs: [1_800, 50, 60_000],
} as const;

/** Checks the options and fills in the defaults. */
export function readOptions(options: WebhooksOptions) {
  const { publicKey, clock, hooks = [], dedupe = {}, ordering, acknowledge, queue, ...rest } = options;
  const { store, maxEntries, ttlSeconds, ...unknown } = dedupe || {};
  const numbers: Record<string, unknown> = rest;
  // A store in the place of `{ store }` would be ignored, and every process remember on its own.
  for (const name of Object.keys({ ...numbers, ...unknown })) {
    if (!(name in bounds)) throw new ConfigurationError(`createWebhooks has no option ${name}.`);
  }
  const readNumber = (name: string, value: unknown, [fallback, least, most]: readonly [number, number, number]) =>
    value === undefined ? fallback : checkNumber(name, value, [least, most]);
  const number = (name: keyof typeof bounds) => readNumber(name, numbers[name], bounds[name]);
  const toleranceSeconds = number("toleranceSeconds");
  const leastTtl = 2 * toleranceSeconds;
  const ttl = [Math.max(86_400, leastTtl), leastTtl, 31_536_000] as const;
  return {
    keys: typeof publicKey === "function" ? publicKey : parsePublicKeys(publicKey),
    clock: resolveClock(clock),
    hooks: [hooks].flat(),
    ordering,
    acknowledge,
    queue,
    store,
    maxEntries: dedupe && readNumber("dedupe.maxEntries", maxEntries, [50_000, 1, 1_000_000]),
    ttlMs: 1000 * readNumber("dedupe.ttlSeconds", ttlSeconds, ttl),
    toleranceSeconds,
    keyCacheMs: number("keyCacheSeconds") * 1000,
    maxBodyBytes: number("maxBodyBytes"),
    deadlineMs: number("deadlineMs"),
  };
}

/** Options that were checked, with their defaults. */
export type Settings = ReturnType<typeof readOptions>;
