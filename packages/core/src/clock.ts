import { ConfigurationError } from "./errors.js";

/**
 * The source of time, waiting and chance. Pass your own in a test, and nothing waits for real time.
 *
 * Elapsed time is the larger of both clocks: a machine that is asleep stops the monotonic one.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds on a clock that never goes back. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds, or as soon as `signal` aborts. A rejection counts as the end of the wait too. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A number from 0 up to 1. */
  random(): number;
  /** A UUID, version 4. */
  uuid(): string;
}

/** Some members of a {@link Clock}. The runtime's own serve for the others. */
export type ClockOptions = { readonly [Member in keyof Clock]?: Clock[Member] | undefined };

// Each is looked up when it is used, so that fake timers count that a test installs later.
const runtime: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      if (signal.aborted) end();
      else signal.addEventListener("abort", end);
    }),
  random: () => Math.random(),
  uuid: () => crypto.randomUUID(),
};

/**
 * Adds the missing members of a clock.
 *
 * @throws {ConfigurationError} when a member is no function.
 */
export function resolveClock(given?: ClockOptions): Clock {
  if (given === undefined) return runtime;
  if (typeof given !== "object" || !given) throw new ConfigurationError("The clock must be an object.");
  for (const name of Object.keys(runtime) as (keyof Clock)[]) {
    if (given[name] !== undefined && typeof given[name] !== "function") {
      throw new ConfigurationError(`${name} of the clock must be a function. Found ${typeof given[name]}.`);
    }
  }
  return {
    now: () => (given.now ? given.now() : runtime.now()),
    monotonic: () => (given.monotonic ? given.monotonic() : runtime.monotonic()),
    sleep: (ms, signal) => (given.sleep ? given.sleep(ms, signal) : runtime.sleep(ms, signal)),
    random: () => (given.random ? given.random() : runtime.random()),
    uuid: () => (given.uuid ? given.uuid() : runtime.uuid()),
  };
}

/**
 * Calls back after some time.
 *
 * @returns a function that cancels the call. No timer stays behind.
 */
export function startTimer(clock: Clock, ms: number, callback: () => void): () => void {
  // Every attempt starts a timer, and an AbortSignal costs more than all else in it.
  if (clock === runtime) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  }
  const stopped = new AbortController();
  const run = () => {
    if (!stopped.signal.aborted) callback();
  };
  clock.sleep(ms, stopped.signal).then(run, run);
  return () => stopped.abort();
}

/** Starts to measure elapsed milliseconds. */
export function startStopwatch(clock: Clock): () => number {
  const start = clock.monotonic();
  const wallStart = clock.now();
  return () => Math.max(clock.monotonic() - start, clock.now() - wallStart);
}
