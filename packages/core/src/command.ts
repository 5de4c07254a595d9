import type { TelnyxError } from "./errors.js";
import type { Operation } from "./operation.js";
import type { RequestOptions, TelnyxOptions } from "./options.js";
import type { RetryBudget } from "./retry-budget.js";

/** The options of one call, with those of the client and the defaults. */
export interface Settings extends RequestOptions, Pick<TelnyxOptions, "pacer"> {
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly maxRetries: number;
}

/** Tells the watchers of a command what happens. Gives the headers that `onRequest` hooks want to be sent. */
export interface Tell {
  (hook: "onRequest"): Record<string, string>;
  (hook: "onResponse", more: { response: Response }): unknown;
  (hook: "onRetry", more: { delayMs: number; error: TelnyxError }): unknown;
  (hook: "onError", more: { error: TelnyxError }): unknown;
}

/** The state of one call of the API, from its first attempt to its end. */
export interface Command {
  readonly operation: Operation;
  /** Method and path template. */
  readonly name: string;
  readonly commandId: string | undefined;
  readonly options: Settings;
  /** Everything that must not stand in an error or a log. */
  readonly secrets: unknown;
  readonly budget: RetryBudget;
  /** Milliseconds since the command began. */
  readonly elapsed: () => number;
  /** Absent where nobody watches. */
  tell?: Tell;
  attempt: number;
  mayHaveExecuted: boolean;
}
