import { AbortedError } from "./errors.js";
import { onAbort } from "./on-abort.js";

/** Makes the error for a signal that aborted. */
export function toAbortedError(name: string, signal: AbortSignal): AbortedError {
  return new AbortedError(`${name} was aborted.`, { cause: signal.reason });
}

/**
 * Runs a step under a time limit and the caller's signal. Either ends the wait at once, also when the step ignores
 * the signal that it is given, and nothing stays behind: no timer, no listener.
 *
 * @param name what is aborted, for the message
 * @returns `undefined` when the time is over.
 * @throws {AbortedError} when the caller's signal says so.
 */
export function bounded<Value>(
  limitMs: number,
  signal: AbortSignal | undefined,
  name: string,
  step: (signal: AbortSignal) => Promise<Value>,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let ignore: (() => void) | undefined;
    const end = () => {
      clearTimeout(timer);
      ignore?.();
    };
    const stop = () => {
      end();
      if (signal?.aborted) reject(toAbortedError(name, signal));
      else resolve(undefined);
      controller.abort();
    };
    const timer = setTimeout(stop, limitMs);
    if (signal?.aborted) stop();
    else {
      ignore = signal && onAbort(signal, stop);
      step(controller.signal).finally(end).then(resolve, reject);
    }
  });
}
