import type { Command } from "./command.js";
import { toConnectionError } from "./connection-error.js";
import { expired, toAbortedError, withDeadline } from "./deadline.js";
import { AbortedError, ConnectionError, TelnyxError, TimeoutError } from "./errors.js";
import type { Answer, Outgoing } from "./openapi-client.js";
import type { Safety } from "./operation.js";
import { boundBytes, readText } from "./response-body.js";
import {
  decideRetry,
  latestEnd,
  latestStart,
  mayHaveExecuted,
  type Outcome,
  parseRetryAfter,
  type RetryBudget,
} from "./retry-policy.js";
import { toApiError } from "./to-api-error.js";

/** Everything that sending needs of the client. */
export interface Transport {
  readonly key: () => string | Promise<string>;
  readonly budget: RetryBudget;
  /** `fetch` with the client's own options, and no redirects. */
  readonly call: (url: string, init: RequestInit, safety?: Safety) => Promise<Response>;
}

/** A response, or the error of an attempt without a usable one. */
type Ended = Answer | TelnyxError;

/** Bytes of an error's body that are read. */
const keptOfError = 65_536;

/**
 * Sends a request until a response comes or no retry is allowed: the `fetch` of openapi-fetch.
 *
 * @returns the last response, with any status.
 * @throws {TelnyxError} when no usable answer came.
 */
export async function send(request: Outgoing, command: Command, { key, budget, call }: Transport): Promise<Answer> {
  const { options, clock, name, operation } = command;
  const headers = { ...request.headers, authorization: `Bearer ${await askForKey(command, key)}` };
  let failed: Ended | undefined;
  for (;;) {
    const inTime = await waitForTurn(command);
    if (options.signal?.aborted) throw toAbortedError(name, options.signal);
    if (failed && !(inTime && command.elapsedMs() < latestStart(operation.safety, options.deadlineMs)))
      return settle(failed);

    command.attempt++;
    const ended = await attempt({ ...request, headers }, command, call).catch((error: TelnyxError) => error);
    if (isAnswer(ended) && ended.response.ok) {
      if (command.attempt === 1) budget.refund();
      return ended;
    }
    const delayMs = judge(ended, command);
    if (delayMs === undefined || !budget.take()) return settle(ended);
    if (command.isWatched) command.notify("onRetry", { delayMs, error: command.sign(toError(ended, command)) });
    await withDeadline(clock, delayMs, () => new Promise(() => {}), { name, signal: options.signal });
    failed = ended;
  }
}

const isAnswer = (ended: Ended): ended is Answer => !TelnyxError.isInstance(ended);

function settle(ended: Ended): Answer {
  if (isAnswer(ended)) return ended;
  throw ended;
}

async function askForKey(command: Command, ask: Transport["key"]): Promise<string> {
  const found = ask();
  const key = typeof found === "string" ? found : await command.waitFor("apiKey function", () => found);
  command.secrets.push(key);
  return key;
}

/** Waits for the pacer. Gives `false` where the turn of a retry did not come in time. */
async function waitForTurn(command: Command): Promise<boolean> {
  const { name, clock, attempt, options } = command;
  const { pacer } = options;
  if (!pacer) return true;
  const acquire = async (signal: AbortSignal) => pacer.acquire(name, signal, clock);
  if (attempt === 0) await command.waitUncounted("pacer", acquire);
  else {
    try {
      await command.waitFor("pacer", acquire);
    } catch (error) {
      if (TimeoutError.isInstance(error)) return false;
      throw error;
    }
  }
  return true;
}

/** Sends a request once and reads its answer. Rejects with a {@link TelnyxError} when the answer is unusable. */
async function attempt(request: Outgoing, command: Command, call: Transport["call"]): Promise<Ended> {
  const { clock, name, operation, options } = command;
  const { url, method, body } = request;
  const headers = { ...request.headers, ...command.notify("onRequest") };
  const limitMs = Math.max(
    1,
    Math.min(options.timeoutMs, latestEnd(operation.safety, options.deadlineMs) - command.elapsedMs()),
  );
  command.response = undefined;
  const step = async (signal: AbortSignal) => {
    const init = { method, headers, body, signal } as RequestInit;
    const response = await call(url, init, operation.safety);
    // A fetch that ignores the signal must not answer for the next attempt.
    signal.throwIfAborted();
    if (!response?.headers) throw new TypeError("fetch gave something that is no Response");
    command.response = response;
    command.notify("onResponse", { response });
    return response.ok ? readSuccess(response, command) : readRefusal(response, command);
  };
  const ended = await withDeadline(clock, limitMs, step, { name, signal: options.signal }).catch((error) => {
    throw TelnyxError.isInstance(error) ? error : toConnectionError(error, name, command.redactor());
  });
  if (ended !== expired) return ended;
  const head = command.response as Response | undefined;
  if (!head) throw new TimeoutError(`No answer to ${name} within ${Math.ceil(limitMs)} ms.`, { reason: "timeout" });
  if (head.ok) throw command.unusable(head, "a body that did not end in time");
  return { response: head, text: "", problem: "a body that did not end in time" };
}

async function readSuccess(response: Response, command: Command): Promise<Answer> {
  const { name, operation, options } = command;
  const type = /^[^;\s]{3,90}/.exec(response.headers.get("content-type") ?? "")?.[0] ?? "no type";
  if (operation.response === "bytes") {
    const limit = options.maxResponseBytes ?? 2 ** 28;
    if (!/html|json/i.test(type))
      return { response: boundBytes(response, limit, name, options.signal), text: undefined, problem: undefined };
    response.body?.cancel().catch(() => {});
    throw command.unusable(response, `${type} instead of bytes`);
  }
  const text = await readText(response, options.maxResponseBytes ?? 2 ** 24, (problem) =>
    command.unusable(response, problem),
  );
  if (operation.response === "empty" || (operation.response === "optional" && text === ""))
    return { response, text: "", problem: undefined };
  if (text === "") throw command.unusable(response, "an empty body");
  if (!/^application\/(.+\+)?json$/i.test(type)) throw command.unusable(response, `${type} instead of JSON`);
  return { response, text, problem: undefined };
}

/** Its status counts, also where its body cannot be read. */
async function readRefusal(response: Response, command: Command): Promise<Ended> {
  let problem: string | undefined;
  const text = await readText(response, keptOfError, (found) => {
    problem = found;
    return command.unusable(response, found);
  }).catch(() => "");
  return { response, text, problem };
}

/** Gives the milliseconds until the next attempt, or `undefined` when there must be none. */
function judge(ended: Ended, command: Command): number | undefined {
  const { attempt, clock, operation, options } = command;
  const { safety } = operation;
  const outcome = outcomeOf(ended);
  command.mayHaveExecuted ||= mayHaveExecuted(safety, outcome);
  const retryAfterMs = isAnswer(ended)
    ? parseRetryAfter(ended.response.headers.get("retry-after"), clock.now())
    : undefined;
  const { maxRetries, deadlineMs } = options;
  const elapsedMs = command.elapsedMs();
  return decideRetry({
    safety,
    outcome,
    attempt,
    maxRetries,
    retryAfterMs,
    elapsedMs,
    deadlineMs,
    random: clock.random(),
  });
}

function outcomeOf(ended: Ended): Outcome {
  if (isAnswer(ended)) return ended.response.status;
  if (ConnectionError.isInstance(ended)) return ended.reason;
  return AbortedError.isInstance(ended) ? "aborted" : "unreadable";
}

function toError(ended: Ended, { name, secrets, clock }: Command): TelnyxError {
  if (!isAnswer(ended)) return ended;
  let body: unknown;
  try {
    body = JSON.parse(ended.text ?? "");
  } catch {}
  return toApiError({ ...ended, body }, name, secrets, clock.now());
}
