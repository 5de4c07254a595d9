/**
 * Writes one structured record per event of a command.
 *
 * @module
 * @example
 * import { createLogger } from "@telnyx-kit/core/logger";
 *
 * const telnyx = createTelnyx({ logger: createLogger({ level: "debug" }) });
 */
import type { ApiError } from "./api-error.js";
import { ConfigurationError, type ConnectionError, type TelnyxError } from "./errors.js";
import type { CommandEvent, Hooks } from "./hooks.js";

/** The least severe record that is written: each level includes those after it. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/**
 * A record. It holds these fields only: no header, path value, query or body, so no secret has to be recognised.
 */
export interface LogRecord {
  readonly level: LogLevel;
  /** `request` (debug), `response` (info), `retry` (warn) or `error` (error). */
  readonly event: "request" | "response" | "retry" | "error";
  /** Method and path template. */
  readonly operation: string;
  readonly safety: string;
  readonly attempt: number;
  /** Whole milliseconds since the command began. */
  readonly elapsedMs: number;
  readonly commandId?: string;
  readonly status?: number;
  readonly requestId?: string;
  /** Whole milliseconds until the next attempt. */
  readonly delayMs?: number;
  /** The error's class. */
  readonly error?: string;
  readonly message?: string;
  readonly code?: string;
  /** The reason why no response came. */
  readonly reason?: string;
  readonly mayHaveExecuted?: boolean;
}

/** Options of {@link createLogger}. */
export interface LoggerOptions {
  /** @default "info" */
  level?: LogLevel | undefined;
  /** @default one line of JSON to the console's method of the same name */
  write?: ((record: LogRecord) => void) | undefined;
}

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * Creates a logger for the option `logger`.
 *
 * @throws {ConfigurationError} when the level is unknown.
 */
export function createLogger(options: LoggerOptions = {}): Hooks {
  const { level: lowest = "info", write = (record) => console[record.level](JSON.stringify(record)) } = options;
  const from = levels.indexOf(lowest);
  if (from < 0) throw new ConfigurationError(`The level of a logger is one of ${levels.join(", ")}.`);

  function log(level: LogLevel, event: LogRecord["event"], told: CommandEvent, more: Partial<LogRecord> = {}): void {
    if (levels.indexOf(level) < from) return;
    const { operation, safety, attempt, commandId } = told;
    const record = {
      level,
      event,
      operation,
      safety,
      attempt,
      elapsedMs: Math.round(told.elapsedMs),
      commandId,
      ...more,
    };
    // Fields without a value are left out, which keeps records short. `fromEntries` forgets the names, which are the same.
    const written: unknown = write(
      Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as unknown as LogRecord,
    );
    // A log that cannot be shipped must not end the process.
    if (written instanceof Promise) written.catch(() => {});
  }

  return {
    onRequest: (event) => log("debug", "request", event),
    onResponse: (event) =>
      log("info", "response", event, {
        status: event.status,
        ...(event.requestId ? { requestId: event.requestId } : {}),
      }),
    onRetry: (event) => log("warn", "retry", event, { delayMs: Math.round(event.delayMs), ...describe(event.error) }),
    onError: (event) => log("error", "error", event, describe(event.error)),
  };
}

function describe(error: TelnyxError): Partial<LogRecord> {
  const { status, code, requestId, reason } = error as TelnyxError & Partial<ApiError & ConnectionError>;
  const fields = { error: error.name, message: error.message, status, code, requestId, reason };
  return { ...(fields as Partial<LogRecord>), mayHaveExecuted: error.mayHaveExecuted };
}
