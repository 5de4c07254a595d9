/**
 * Delays dials to the rate that Telnyx allows an account.
 *
 * @module
 * @example
 * import { createPacer } from "@telnyx-kit/core/pacer";
 *
 * const telnyx = createTelnyx({ pacer: createPacer() });
 */
import { checkNumber, longestTimerMs } from "./check-number.js";
import { type Clock, startTimer } from "./clock.js";
import { ConfigurationError, TimeoutError } from "./errors.js";
import type { Pacer } from "./options.js";

export type { Pacer };

/** Options of {@link createPacer}. */
export interface PacerOptions {
  /**
   * Dials per second, on average over the window. Divide the account's limit by the number of processes that dial.
   *
   * @default 30, Telnyx's limit for an account without an agreement
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
  /**
   * The longest wait of a dial for its turn, in milliseconds. The wait before a first attempt does not count against its
   * deadline, so a backlog does not turn into timeouts.
   *
   * @default 60_000
   */
  maxWaitMs?: number | undefined;
}

/**
 * Creates a pacer: at most `perSecond × windowSeconds` dials start within any `windowSeconds`, in the order of their
 * commands. A dial that waits longer than `maxWaitMs` fails unsent, with a `TimeoutError` that names its place in the queue.
 * The client's clock measures the time.
 *
 * @throws {ConfigurationError} when a number is out of its bounds.
 */
export function createPacer(options: PacerOptions = {}): Pacer {
  const { perSecond = 30, windowSeconds = 5, operations = ["POST /calls"], maxWaitMs = 60_000 } = options;
  const places = Math.floor(perSecond * windowSeconds);
  if (!(places >= 1 && places <= 1e6 && windowSeconds > 0 && windowSeconds <= 3600)) {
    throw new ConfigurationError(
      "perSecond × windowSeconds of a pacer must allow 1 to 1000000 dials in at most an hour.",
    );
  }
  checkNumber("maxWaitMs", maxWaitMs, [1, longestTimerMs]);
  // A millisecond more than the window: timers of some runtimes fire up to one early.
  const windowMs = windowSeconds * 1000 + 1;
  const starts: number[] = [];
  const waiting = new Set<() => void>();
  let stopTimer: (() => void) | undefined;

  /** Starts every waiting attempt whose turn has come, and sets a timer for the next turn. */
  function admit(clock: Clock): void {
    stopTimer = undefined;
    const now = clock.monotonic();
    while (starts.length > 0 && (starts[0] as number) + windowMs <= now) starts.shift();
    for (const start of waiting) {
      if (starts.length >= places) break;
      starts.push(now);
      start();
    }
    const next = starts[0];
    if (waiting.size > 0 && next !== undefined) {
      stopTimer = startTimer(clock, next + windowMs - now, () => admit(clock));
    }
  }

  return {
    acquire(operation, signal, clock) {
      if (!operations.includes(operation)) return undefined;
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.delete(start);
          signal.removeEventListener("abort", leave);
          stopWaiting();
          if (waiting.size > 0) return;
          stopTimer?.();
          stopTimer = undefined;
        };
        const start = () => {
          leave();
          resolve();
        };
        const stopWaiting = startTimer(clock, maxWaitMs, () => {
          const place = [...waiting].indexOf(start) + 1;
          const queue = `number ${place} of ${waiting.size} in the pacer's queue`;
          leave();
          reject(
            new TimeoutError(
              `${operation} was not sent: its turn did not come within ${maxWaitMs} ms, it is ${queue}. Dial less, or raise maxWaitMs.`,
              { reason: "timeout" },
            ),
          );
        });
        signal.addEventListener("abort", leave);
        waiting.add(start);
        if (stopTimer === undefined) admit(clock);
      });
    },
  };
}
