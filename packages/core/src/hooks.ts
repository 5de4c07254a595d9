import type { TelnyxError } from "./errors.js";
import type { Safety } from "./operation.js";

/** Header names with their values. */
export type HeaderMap = Readonly<Record<string, string | undefined>>;

/** Fields that every event of a command has. None holds a header, path value, query or body. */
export interface CommandEvent {
  /** The same object in every event of one command: a key for a `WeakMap` of spans or timers. */
  readonly command: object;
  /** Method and path template. */
  readonly operation: string;
  readonly safety: Safety;
  readonly commandId: string | undefined;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Milliseconds since the command began, without a wait for the pacer before its first attempt. */
  readonly elapsedMs: number;
}

/** A response came; its body is not checked yet. */
export interface ResponseEvent extends CommandEvent {
  readonly status: number;
  readonly requestId: string | undefined;
}

/** An attempt failed, and another follows. */
export interface RetryEvent extends CommandEvent {
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
  /** The error of the attempt. */
  readonly error: TelnyxError;
}

/** The command failed for good. */
export interface ErrorEvent extends CommandEvent {
  readonly error: TelnyxError;
}

/**
 * Functions that watch every command of a client. An error in a hook is dropped, because a broken
 * metric must not turn an executed command into a failed one. Hooks are not awaited.
 */
export interface Hooks {
  /** Called before each attempt. Headers that it returns are sent, for example `traceparent`. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most hooks return nothing
  onRequest?(event: CommandEvent): HeaderMap | undefined | void;
  onResponse?(event: ResponseEvent): void;
  onRetry?(event: RetryEvent): void;
  onError?(event: ErrorEvent): void;
}
