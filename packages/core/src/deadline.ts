import { type Clock, startTimer } from "./clock.js";
import { AbortedError } from "./errors.js";

/** The result of {@link withDeadline} when the time is over. */
export const expired = Symbol("expired");

/** The signal that may end a wait early, and the name in its message. */
export interface Caller {
  readonly name: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs a step under a time limit and the caller's signal. Either ends the wait at once, also when the step ignores the
 * signal that it is given. No timer and no listener stays behind.
 *
 * @param limitMs may be Infinity
 * @throws {AbortedError} when the caller's signal aborts.
 */
export function withDeadline<Value>(
  clock: Clock,
  limitMs: number,
  step: (signal: AbortSignal) => Promise<Value>,
  caller?: Caller,
): Promise<Value | typeof expired> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const end = () => {
      stopTimer();
      ignoreCaller();
    };
    const stop = () => {
      end();
      if (caller?.signal?.aborted) reject(toAbortedError(caller.name, caller.signal));
      else resolve(expired);
      controller.abort();
    };
    let stopTimer = () => {};
    const ignoreCaller = caller?.signal ? onAbort(caller.signal, stop) : () => {};
    if (caller?.signal?.aborted) return stop();
    if (limitMs < Number.POSITIVE_INFINITY) stopTimer = startTimer(clock, limitMs, stop);
    step(controller.signal).finally(end).then(resolve, reject);
  });
}

/** Makes the error for a signal that aborted. */
export function toAbortedError(name: string, signal: AbortSignal): AbortedError {
  return new AbortedError(`${name} was aborted.`, { cause: signal.reason });
}

interface Watch {
  readonly callbacks: Set<() => void>;
  readonly run: () => void;
}

const watches = /* @__PURE__ */ new WeakMap<AbortSignal, Watch>();

/**
 * Calls back when a signal aborts. All callers that share a signal share one listener, because Node warns of a leak
 * from the eleventh on.
 *
 * @returns a function that takes the call back.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let watch = watches.get(signal);
  if (!watch) {
    const callbacks = new Set<() => void>();
    const run = () => {
      for (const each of callbacks) each();
    };
    watch = { callbacks, run };
    watches.set(signal, watch);
  }
  const { callbacks, run } = watch;
  if (callbacks.size === 0) signal.addEventListener("abort", run);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener("abort", run);
  };
}
