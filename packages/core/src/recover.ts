import { bounded } from "./bounded.js";
import type { Command } from "./command.js";
import { type ConnectionFailure, ResponseParseError, TelnyxError, TimeoutError } from "./errors.js";
import { explainAnswer } from "./explain-answer.js";
import { toConnectionError } from "./failure.js";
import type { Answer } from "./read-answer.js";
import { decideRetry, latestStart, mayHaveExecuted } from "./retry-policy.js";
import { createScrub } from "./scrub.js";
import { toApiError } from "./to-api-error.js";

/** How an attempt ended that gave no data. */
export interface FailedAttempt {
  /** What `fetch` rejected with. */
  readonly thrown: unknown;
  /** The answer, if its head came. */
  readonly response: Response | undefined;
  /** What became of its body. `undefined` where that did not end in time. */
  readonly answer: Answer | undefined;
  /** What the attempt was given, in milliseconds. */
  readonly limitMs: number;
}

/**
 * Asks the policy what follows from a failed attempt, and waits until the next one may start.
 *
 * @returns a check, to be made right before the next attempt, which throws when it turns out to be too late after all.
 * @throws {TelnyxError} when there is none.
 */
export async function recover(command: Command, failed: FailedAttempt): Promise<() => void> {
  const { attempt, name } = command;
  const { deadlineMs, maxRetries, signal } = command.options;
  const { safety } = command.operation;
  const elapsedMs = command.elapsed();
  const error: TelnyxError & {
    readonly status?: number;
    readonly reason?: ConnectionFailure;
    readonly retryAfterMs?: number;
  } = toError(command, failed);
  const outcome = error.status ?? error.reason ?? "unreadable";
  command.mayHaveExecuted ||= mayHaveExecuted(safety, outcome);
  const { commandId, mayHaveExecuted: executed } = command;
  Object.assign(error, { operation: name, commandId, mayHaveExecuted: executed });
  const { retryAfterMs } = error;
  const delayMs = decideRetry({
    safety,
    outcome,
    attempt,
    maxRetries,
    retryAfterMs,
    elapsedMs,
    deadlineMs,
    random: Math.random(),
  });
  if (delayMs === undefined || !command.budget.take()) throw error;
  command.tell?.("onRetry", { delayMs, error });
  await bounded(delayMs, signal, name, () => new Promise(() => {}));
  return () => {
    if (command.elapsed() >= latestStart(safety, deadlineMs)) throw error;
  };
}

function toError(
  { name, operation, secrets }: Command,
  { thrown, response, answer, limitMs }: FailedAttempt,
): TelnyxError {
  if (TelnyxError.isInstance(thrown)) return thrown;
  const alien = response && !response.headers && new TypeError("fetch gave something that is no Response");
  if (thrown || alien) return toConnectionError(thrown ?? alien, name, createScrub(secrets));
  if (!response)
    return new TimeoutError(`No answer to ${name} within ${Math.ceil(limitMs)} ms.`, { reason: "timeout" });
  if (!response.ok) return toApiError(response, answer?.text ?? undefined, name, secrets);
  return new ResponseParseError(
    `${name} was answered with ${response.status} and ${explainAnswer(operation, response, answer, createScrub(secrets))}.`,
  );
}
