import type { ConnectionFailure } from "./errors.js";
import { dedupeWindowMs, type Safety } from "./operation.js";

/**
 * How an attempt failed: the status of the answer, why there was no answer, or
 *
 * - `unreadable`: a 2xx whose body was cut off or is not what the operation answers.
 * - `aborted`: the caller's signal.
 */
export type Outcome = number | ConnectionFailure | "unreadable" | "aborted";

/** All that the decision to repeat an attempt depends on. */
export interface RetryQuestion {
  readonly safety: Safety;
  readonly outcome: Outcome;
  /** The attempt that failed, 1 for the first. */
  readonly attempt: number;
  readonly maxRetries: number;
  /** The wait that a valid `Retry-After` asked for. */
  readonly retryAfterMs: number | undefined;
  /** Milliseconds since the command began. */
  readonly elapsedMs: number;
  readonly deadlineMs: number;
  /** A random number from 0 up to 1, the jitter. */
  readonly random: number;
}

const lastStartMs = 45_000;
const baseMs = 200;
const capMs = 5_000;

/**
 * Decides whether a failed attempt is retried. Pure: the same question always gets the same answer.
 *
 * @returns milliseconds to wait before the next attempt, or `undefined` to give up.
 */
export function decideRetry(question: RetryQuestion): number | undefined {
  const { safety, attempt, elapsedMs, retryAfterMs } = question;
  if (!mayRepeat(safety, question.outcome) || attempt > question.maxRetries) return undefined;
  const jitterMs = question.random * Math.min(capMs, baseMs * 2 ** (attempt - 1));
  // A millisecond more than asked: timers of some runtimes fire up to one early.
  const delayMs = Math.ceil(retryAfterMs ? retryAfterMs + 1 + jitterMs : jitterMs);
  return elapsedMs + delayMs < latestStart(safety, question.deadlineMs) ? delayMs : undefined;
}

/** Milliseconds after the beginning of a command at which no further attempt may start. */
export function latestStart(safety: Safety, deadlineMs: number): number {
  return safety === "safe" ? deadlineMs : Math.min(deadlineMs, lastStartMs);
}

/**
 * Milliseconds after the beginning of a command at which its attempt must have ended. Telnyx forgets a `command_id` after
 * 60 s: bytes that something on the way holds back for longer would act a second time. A second is left for the way.
 */
export function latestEnd(safety: Safety, deadlineMs: number): number {
  return safety === "deduped" ? Math.min(deadlineMs, dedupeWindowMs - 1_000) : deadlineMs;
}

function mayRepeat(safety: Safety, outcome: Outcome): boolean {
  // Neither was executed: the connection did not come about, or the platform refused the request.
  if (outcome === "refused" || outcome === 429) return true;
  const transient = [408, 500, 502, 503, 504, "lost", "timeout"];
  return safety !== "unsafe" && transient.includes(outcome);
}

/** Tells whether an attempt that failed this way may have been executed all the same. */
export function mayHaveExecuted(safety: Safety, outcome: Outcome): boolean {
  if (safety === "safe" || outcome === "refused" || outcome === "certificate") return false;
  return typeof outcome !== "number" || outcome < 400 || outcome === 408 || outcome >= 500;
}

/**
 * Reads `Retry-After`: whole seconds, or a date in the one form that HTTP allows. Anything else counts as absent.
 *
 * @returns milliseconds from `now`, never negative.
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  // Date.parse takes far more than HTTP does; writing the date back shows whether it was the one form. NaN is written
  // as "Invalid Date", which may be what stands there.
  return !Number.isNaN(at) && new Date(at).toUTCString() === value ? Math.max(0, at - now) : undefined;
}

/** A store of permission to retry, shared by the commands of one client, so that an outage is not made worse. */
export interface RetryBudget {
  /** Takes what a retry costs. `false` where not enough is left. */
  take(): boolean;
  /** Gives a little back after a success at the first attempt. */
  refund(): void;
}

const capacity = 100;
const cost = 5;

/** Creates a full budget: 20 retries in a row, then one for every five commands that succeed at once. */
export function createRetryBudget(): RetryBudget {
  let left = capacity;
  return {
    take() {
      if (left < cost) return false;
      left -= cost;
      return true;
    },
    refund() {
      if (left < capacity) left += 1;
    },
  };
}
