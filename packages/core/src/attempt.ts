import { bounded } from "./bounded.js";
import { ResponseParseError, TelnyxError, TimeoutError } from "./errors.js";
import { toConnectionError } from "./failure.js";
import type { Operation } from "./operation.js";
import { readAnswer } from "./read-answer.js";
import type { Scrub } from "./scrub.js";
import { toApiError } from "./to-api-error.js";

/** What one attempt needs. */
export interface Attempt {
  readonly operation: Operation;
  /** Method and path template. */
  readonly name: string;
  readonly fetch: (signal: AbortSignal) => Promise<Response>;
  readonly limitMs: number;
  readonly maxBytes: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly scrub: Scrub;
  /** Called when the head of an answer is there. */
  readonly onHead: (response: Response) => void;
}

/**
 * Sends once and reads the answer.
 *
 * @throws {TelnyxError} when it fails; nothing else is thrown.
 */
export async function sendOnce(attempt: Attempt): Promise<unknown> {
  const { name, limitMs, scrub } = attempt;
  let response: Response | undefined;
  let done: { readonly data: unknown } | undefined;
  try {
    done = await bounded(limitMs, attempt.signal, name, async (signal) => {
      response = await attempt.fetch(signal);
      attempt.onHead(response);
      return { data: await readAnswer(attempt.operation, response, name, attempt.maxBytes, scrub) };
    });
  } catch (error) {
    throw TelnyxError.isInstance(error) ? error : toConnectionError(error, name, scrub);
  }
  if (done) return done.data;
  if (response && !response.ok) throw toApiError(response, undefined, name, scrub);
  const late = `within ${Math.ceil(limitMs)} ms`;
  throw response
    ? new ResponseParseError(`${name} was answered with ${response.status}, but did not end ${late}.`)
    : new TimeoutError(`No answer to ${name} ${late}.`, { reason: "timeout" });
}
