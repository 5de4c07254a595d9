/**
 * Holds dials back to the rate that an account is allowed.
 *
 * @module
 * @example
 * import { createPacer } from "@telnyx-kit/core/pacer";
 *
 * const telnyx = createTelnyx({ pacer: createPacer() });
 */
import { ConfigurationError } from "./errors.js";

/** Decides when an attempt may start. */
export interface Pacer {
  /**
   * Resolves when the attempt may start, or gives `undefined` where it may at once.
   *
   * @param operation method and path template
   * @param signal ends the wait; the place in the queue is given up
   */
  acquire(operation: string, signal: AbortSignal): Promise<void> | undefined;
}

/** Options of {@link createPacer}. */
export interface PacerOptions {
  /**
   * Dials a second, on average over the window. Divide the account's limit by the number of processes that dial.
   *
   * @default 30, what Telnyx allows an account without an agreement
   */
  perSecond?: number | undefined;
  /**
   * Seconds of the rolling window in which Telnyx counts. All dials of a window may come at once.
   *
   * @default 5
   */
  windowSeconds?: number | undefined;
  /** @default ["POST /calls"] */
  operations?: readonly string[] | undefined;
  /** Milliseconds on a clock that never goes back. For tests. */
  now?: (() => number) | undefined;
}

/**
 * Creates a pacer: no more than `perSecond × windowSeconds` dials start within any `windowSeconds`, in the order in
 * which they were asked for. A dial that waits longer than its `deadlineMs` fails with a `TimeoutError`, not sent.
 *
 * @throws {ConfigurationError} when a number is not positive.
 */
export function createPacer(options: PacerOptions = {}): Pacer {
  const { perSecond = 30, windowSeconds = 5, operations = ["POST /calls"], now = () => performance.now() } = options;
  const places = Math.floor(perSecond * windowSeconds);
  if (!(places >= 1 && places <= 1e6 && windowSeconds > 0 && windowSeconds <= 3600)) {
    throw new ConfigurationError(
      "perSecond × windowSeconds of a pacer must allow 1 to 1000000 dials in at most an hour.",
    );
  }
  const starts: number[] = [];
  const waiting = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Lets in whoever may start now, and comes back when the next one may. */
  function admit(): void {
    timer = undefined;
    // A millisecond more than the window: timers of some runtimes fire up to one early.
    while (starts.length > 0 && (starts[0] as number) + windowSeconds * 1000 + 1 <= now()) starts.shift();
    for (const start of waiting) {
      if (starts.length >= places) break;
      starts.push(now());
      waiting.delete(start);
      start();
    }
    if (waiting.size > 0) timer ??= setTimeout(admit, (starts[0] as number) + windowSeconds * 1000 + 1 - now());
  }

  return {
    acquire(operation, signal) {
      if (!operations.includes(operation)) return undefined;
      return new Promise((resolve) => {
        const leave = () => {
          waiting.delete(start);
          if (waiting.size === 0) clearTimeout(timer);
          if (waiting.size === 0) timer = undefined;
        };
        const start = () => {
          signal.removeEventListener("abort", leave);
          resolve();
        };
        signal.addEventListener("abort", leave);
        waiting.add(start);
        if (timer === undefined) admit();
      });
    },
  };
}
