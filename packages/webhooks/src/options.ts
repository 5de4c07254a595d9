import { ConfigurationError } from "@telnyx-kit/core/errors";
import type { DedupeStore } from "./dedupe.js";
import type { TelnyxEvent } from "./event.js";
import type { PublicKeyOption } from "./key-source.js";

/** How handled events are remembered. */
export interface DedupeOptions {
  /** @default a bounded store in this process's memory */
  store?: DedupeStore | undefined;
  /** How long a handled event is remembered. At least twice `toleranceSeconds`. @default 86,400 (a day) */
  ttlSeconds?: number | undefined;
  /**
   * How long a claim lives that nobody renews. It is renewed while the handler runs, for at most 60 seconds, so this is
   * how long an event rests after the process that handled it was killed. @default 5
   */
  claimSeconds?: number | undefined;
}

/** Lets events of one call through one at a time. Made by `orderByCallLeg`. */
export type Ordering = (event: TelnyxEvent, run: () => Promise<void>) => Promise<void>;

/** Options of {@link createWebhooks}. */
export interface WebhooksOptions {
  /**
   * The account's public key from the Telnyx portal, several while one replaces another, or a function that fetches them.
   * `undefined` is refused, so a missing environment variable never turns verification off.
   */
  publicKey: PublicKeyOption | undefined;
  /** How long the answer of a `publicKey` function is kept. A signature that fits none of its keys asks sooner. @default 3,600 */
  keyCacheSeconds?: number | undefined;
  /** How far the signed time may lie from now, in either direction, inclusive. 1 to 86,400. @default 300 */
  toleranceSeconds?: number | undefined;
  /** Milliseconds since 1970. @default Date.now */
  now?: (() => number) | undefined;
  /** Bytes of a body, counted as they are read. 1 to 64 MiB. @default 1,048,576 */
  maxBodyBytes?: number | undefined;
  /** Drops repeated deliveries. `false` handles every delivery. @default a store in memory */
  dedupe?: DedupeOptions | false | undefined;
  /** Handles the events of one call leg in their order: `orderByCallLeg()`. @default none: deliveries are concurrent */
  ordering?: Ordering | undefined;
  /**
   * When a delivery must be answered, counted from its arrival. Telnyx waits 2 seconds unless the connection's
   * `webhook_timeout_secs` says otherwise. 50 to 60,000. @default 1,800
   */
  deadlineMs?: number | undefined;
  /**
   * `"early"` answers 200 as soon as the event is verified and claimed, before its handlers ran. An event whose handler
   * then fails, or whose process ends, is lost: Telnyx does not deliver it again. @default "handled"
   */
  acknowledge?: "handled" | "early" | undefined;
  /**
   * Puts a verified event into a durable queue in place of running the handlers; 200 is answered when it resolves. The
   * consumer of the queue calls `webhooks.dispatch(event)`.
   */
  queue?: ((event: TelnyxEvent) => unknown | Promise<unknown>) | undefined;
}

const names = "publicKey keyCacheSeconds toleranceSeconds now maxBodyBytes dedupe ordering deadlineMs acknowledge queue";

function bounded(name: string, value: unknown, fallback: number, least: number, most: number): number {
  if (value === undefined) return fallback;
  // NaN and Infinity fail the comparison as well.
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new ConfigurationError(`${name} must be a number from ${least} to ${most}. Found ${String(value)}.`);
}

/** Checks the options and fills in the defaults. */
export function readOptions(options: WebhooksOptions) {
  for (const name of Object.keys(options)) {
    if (!names.split(" ").includes(name)) {
      throw new ConfigurationError(`createWebhooks has no option ${name}. It takes ${names.replaceAll(" ", ", ")}.`);
    }
  }
  const { dedupe = {}, acknowledge = "handled" } = options;
  if (acknowledge !== "handled" && acknowledge !== "early") {
    throw new ConfigurationError(`acknowledge must be "handled" or "early". Found ${String(acknowledge)}.`);
  }
  const toleranceSeconds = bounded("toleranceSeconds", options.toleranceSeconds, 300, 1, 86_400);
  return {
    toleranceSeconds,
    keyCacheMs: bounded("keyCacheSeconds", options.keyCacheSeconds, 3_600, 1, 86_400) * 1000,
    maxBodyBytes: bounded("maxBodyBytes", options.maxBodyBytes, 1_048_576, 1, 67_108_864),
    deadlineMs: bounded("deadlineMs", options.deadlineMs, 1_800, 50, 60_000),
    dedupe: dedupe && {
      store: dedupe.store,
      ttlMs: bounded("dedupe.ttlSeconds", dedupe.ttlSeconds, Math.max(86_400, 2 * toleranceSeconds), 2 * toleranceSeconds, 31_536_000) * 1000,
      claimMs: bounded("dedupe.claimSeconds", dedupe.claimSeconds, 5, 1, 3_600) * 1000,
    },
    early: acknowledge === "early",
  };
}
