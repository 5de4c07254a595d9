import { type Clock, startStopwatch } from "./clock.js";
import { expired, withDeadline } from "./deadline.js";
import { ConfigurationError, type ErrorDetails, ResponseParseError, TelnyxError, TimeoutError } from "./errors.js";
import { addHeaders } from "./headers.js";
import type { CommandEvent, HeaderMap, Hooks } from "./hooks.js";
import type { Operation } from "./operation.js";
import type { RequestOptions, TelnyxOptions } from "./options.js";
import { createRedactor, type Redact, readRequestId } from "./redact.js";

/** The options of one call, with those of the client and the defaults. */
export interface Settings extends RequestOptions, Pick<TelnyxOptions, "pacer"> {
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly maxRetries: number;
}

/** The client's parts that a command uses. */
interface Surroundings {
  readonly clock: Clock;
  readonly hooks: readonly Hooks[];
}

/** Fields of an event beside those of the command. */
interface EventDetails {
  readonly response?: Response;
  readonly error?: TelnyxError;
  readonly delayMs?: number;
}

/** One call of the API, from its beginning to its end. */
export class Command {
  /** Method and path template. */
  readonly name: string;
  readonly clock: Clock;
  commandId: string | undefined;
  attempt = 0;
  mayHaveExecuted = false;
  /** The answer to the last attempt. */
  response: Response | undefined;
  readonly #hooks: readonly Hooks[];
  readonly #token = {};
  readonly #sinceBeginning: () => number;
  #notCountedMs = 0;

  constructor(
    readonly operation: Operation,
    readonly options: Settings,
    { clock, hooks }: Surroundings,
    /** Everything that must never appear in an error or a log. */
    readonly secrets: unknown[],
  ) {
    this.name = `${operation.method} ${operation.path}`;
    this.clock = clock;
    this.#hooks = hooks;
    this.#sinceBeginning = startStopwatch(clock);
  }

  /** Milliseconds since the command began, without its first wait for the pacer. */
  elapsedMs(): number {
    return this.#sinceBeginning() - this.#notCountedMs;
  }

  /**
   * Waits, within the deadline, for what an attempt needs before it can start.
   *
   * @throws {TimeoutError} when it does not come in time. {@link AbortedError}. {@link ConfigurationError} when it fails.
   */
  async waitFor<Value>(what: string, step: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const { deadlineMs } = this.options;
    const done = await this.#wait(what, Math.max(1, deadlineMs - this.elapsedMs()), step);
    if (done !== expired) return done;
    throw new TimeoutError(`${this.name} was not sent: the ${what} took longer than deadlineMs (${deadlineMs}).`, {
      reason: "timeout",
    });
  }

  /** Waits in the same way, but does not count the time: what is waited for bounds it. */
  async waitUncounted(what: string, step: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const begin = this.#sinceBeginning();
    await this.#wait(what, Number.POSITIVE_INFINITY, step);
    this.#notCountedMs += this.#sinceBeginning() - begin;
  }

  async #wait<Value>(what: string, limitMs: number, step: (signal: AbortSignal) => Promise<Value>) {
    const caller = { name: this.name, signal: this.options.signal };
    return withDeadline(this.clock, limitMs, step, caller).catch((cause) => {
      throw TelnyxError.isInstance(cause) ? cause : new ConfigurationError(`The ${what} failed.`, { cause });
    });
  }

  redactor(): Redact {
    return createRedactor(this.secrets);
  }

  /** Makes the error for a success that cannot be used. Nothing of it is quoted but its media type. */
  unusable({ status }: Response, problem: string): ResponseParseError {
    const found = this.redactor()(problem, 200);
    return new ResponseParseError(`The response to ${this.name} had status ${status} and ${found}.`);
  }

  /** Writes the outcome of the command on an error. */
  sign<Failure extends TelnyxError>(error: Failure): Failure {
    const details: ErrorDetails = error as { -readonly [Name in keyof ErrorDetails]: ErrorDetails[Name] };
    details.operation = this.name;
    details.commandId = this.commandId;
    details.mayHaveExecuted = this.mayHaveExecuted;
    return error;
  }

  get isWatched(): boolean {
    return this.#hooks.length > 0;
  }

  /**
   * Notifies the hooks. Their own failures are dropped.
   *
   * @returns the headers that `onRequest` hooks want to be sent.
   */
  notify(hook: keyof Hooks, { response, ...details }: EventDetails = {}): Record<string, string> {
    const headers: Record<string, string> = Object.create(null);
    if (!this.isWatched) return headers;
    const head = response && { status: response.status, requestId: readRequestId(response.headers, this.secrets) };
    const event = {
      command: this.#token,
      operation: this.name,
      safety: this.operation.safety,
      commandId: this.commandId,
      attempt: this.attempt,
      elapsedMs: this.elapsedMs(),
      ...head,
      ...details,
    };
    for (const hooks of this.#hooks) {
      try {
        const result = (hooks[hook] as ((event: CommandEvent) => unknown) | undefined)?.(event);
        if (result instanceof Promise) result.catch(() => {});
        else if (hook === "onRequest" && result) addHeaders(headers, result as HeaderMap);
      } catch {}
    }
    return headers;
  }
}
