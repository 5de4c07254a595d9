import type { Emit } from "./emit.js";
import type { CommandEvent } from "./hooks.js";
import type { Operation } from "./operation.js";
import type { RetryBudget } from "./retry-budget.js";

/** The state of one call of the API, from its first attempt to its end. */
export interface Command {
  readonly operation: Operation;
  /** Method and path template. */
  readonly name: string;
  readonly commandId: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly deadlineMs: number;
  readonly maxRetries: number;
  /** Everything that must not stand in an error or a log. */
  readonly secrets: unknown;
  readonly budget: RetryBudget;
  readonly emit: Emit;
  /** Milliseconds since the command began. */
  readonly elapsed: () => number;
  readonly event: () => CommandEvent;
  attempt: number;
  mayHaveExecuted: boolean;
}
