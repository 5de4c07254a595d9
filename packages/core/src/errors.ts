/**
 * The error classes of telnyx-kit, free of any transport code.
 *
 * @module
 * @example
 * import { ConfigurationError, TelnyxError } from "@telnyx-kit/core/errors";
 */

// Two copies of core meet in one application, so `instanceof` would lie: this marker tells errors apart.
const marker = Symbol.for("telnyx-kit.error");

/** A polluted `Object.prototype` adds nothing to the copy. */
const withoutPrototype = <Details extends object>(given: Details | undefined): Details =>
  Object.assign(Object.create(null), given);

/** Fields that every error of telnyx-kit can have besides its message. */
export interface ErrorDetails {
  /** The error behind this one. Wrapped failures are copies without request data. */
  cause?: unknown;
  operation?: string | undefined;
  commandId?: string | undefined;
  /** @default false */
  mayHaveExecuted?: boolean | undefined;
}

/** The base of every error that telnyx-kit throws. It never holds a header, a key, a phone number or a request body. */
export class TelnyxError extends Error {
  /** The class's name, kept as data because minifiers rename classes. */
  static readonly kind: string = "TelnyxError";

  /** Method and path template of the command, for example `POST /calls/{call_control_id}/actions/answer`. */
  readonly operation: string | undefined;
  /** The `command_id` that every attempt of the command carried. `undefined` if the operation has no id. */
  readonly commandId: string | undefined;
  /** Whether Telnyx may have executed the command although it failed here. `false`: it certainly did not. */
  readonly mayHaveExecuted: boolean;

  constructor(message: string, given?: ErrorDetails) {
    const details = withoutPrototype(given);
    super(message, details);
    const kinds: string[] = [];
    let type: { readonly kind?: string } = new.target;
    for (; type.kind; type = Object.getPrototypeOf(type)) kinds.push(type.kind);
    Object.defineProperties(this, { [marker]: { value: kinds }, name: { value: kinds[0] } });
    this.operation = details.operation;
    this.commandId = details.commandId;
    this.mayHaveExecuted = details.mayHaveExecuted ?? false;
  }

  /** Tells whether a value is an error of this class or of one below it, also when another copy of core made it. */
  static isInstance<T extends TelnyxError>(
    this: { readonly kind: string; readonly prototype: T },
    value: unknown,
  ): value is T {
    const kinds = (value as { readonly [marker]?: readonly string[] } | null | undefined)?.[marker];
    // biome-ignore lint/complexity/noThisInStatic: `this` is the class that is asked, which may be one below this one
    return !!kinds?.includes(this.kind);
  }

  /** The error as data for structured logs: its name, message and fields, without stack and cause. */
  toJSON(): Record<string, unknown> {
    return Object.assign({ name: this.name, message: this.message } as Record<string, unknown>, this);
  }
}

/** Thrown before anything is sent, when an option, a key, a path parameter or a body cannot be used. */
export class ConfigurationError extends TelnyxError {
  static override readonly kind: string = "ConfigurationError";
}

/** The reason why no response came. Only `refused` and `certificate` mean that nothing was sent. */
export type ConnectionFailure = "refused" | "certificate" | "lost" | "timeout";

/** Thrown when no response came: refused, unreachable, reset, or an untrusted certificate. Has no status. */
export class ConnectionError extends TelnyxError {
  static override readonly kind: string = "ConnectionError";

  readonly reason: ConnectionFailure;

  constructor(message: string, details: ErrorDetails & { reason?: ConnectionFailure } = {}) {
    super(message, details);
    this.reason = withoutPrototype(details).reason ?? "lost";
  }
}

/** Thrown when no response came in time, or the command waited too long for its turn. */
export class TimeoutError extends ConnectionError {
  static override readonly kind: string = "TimeoutError";
}

/** Thrown when the caller's `signal` aborted the command. `name` is `AbortError`, `cause` is the signal's reason. */
export class AbortedError extends TelnyxError {
  static override readonly kind: string = "AbortError";
}

/**
 * Thrown when Telnyx reported success but the response cannot be used: cut off, not JSON, too long, or without a required
 * field. The outcome of such a command is unknown (`mayHaveExecuted`), and it is not retried.
 */
export class ResponseParseError extends TelnyxError {
  static override readonly kind: string = "ResponseParseError";
}
