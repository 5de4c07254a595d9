import type { ApiKey } from "./api-key.js";
import { checkNumber, longestTimerMs } from "./check-number.js";
import { type Clock, type ClockOptions, resolveClock } from "./clock.js";
import { ConfigurationError } from "./errors.js";
import type { HeaderMap, Hooks } from "./hooks.js";
import type { Middleware } from "./middleware.js";
import { ownProperties } from "./own-properties.js";

export type { ApiKey };

/** Options of one call. The client's options fill in the rest. */
export interface RequestOptions {
  /** Ends the command at once, wherever it stands: connecting, reading, or waiting for a retry. */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds that one attempt may take. An attempt of a command with a `command_id` ends before second 60 of its
   * command all the same, because Telnyx then forgets the id.
   *
   * @default 10_000
   */
  timeoutMs?: number | undefined;
  /**
   * Milliseconds that the whole command may take, all attempts and waits together. Only the wait for a pacer before
   * the first attempt is not among them.
   *
   * @default 30_000
   */
  deadlineMs?: number | undefined;
  /**
   * The highest number of retries, 0 to 10. The operation's safety class decides whether it is retried at all.
   *
   * @default 2
   */
  maxRetries?: number | undefined;
  /** Headers beside those of the client. */
  headers?: HeaderMap | undefined;
  /**
   * Bytes of a success that are read before the answer is refused.
   *
   * @default 16 MiB, and 256 MiB for downloads
   */
  maxResponseBytes?: number | undefined;
  /** Called with the raw response that the result or the error was read from. Its body is already read. */
  onResponse?: ((response: Response) => void) | undefined;
}

/** Decides when an attempt may start. `createPacer` of `@telnyx-kit/core/pacer` makes one. */
export interface Pacer {
  /**
   * Resolves when the attempt may start, or gives `undefined` where it may at once. The first wait of a command does not
   * count against its deadline, so a pacer bounds it and rejects.
   *
   * @param operation method and path template
   * @param signal ends the wait; the place in the queue is given up
   * @param clock the client's
   */
  acquire(operation: string, signal: AbortSignal, clock: Clock): Promise<void> | undefined;
}

/** Options of a client. */
export interface TelnyxOptions extends Omit<RequestOptions, "signal" | "onResponse"> {
  /**
   * The API key, or a function that gives it, asked once per command.
   *
   * @default the environment's TELNYX_API_KEY, read at the first command
   */
  apiKey?: ApiKey | undefined;
  /**
   * Where the API is, with its version: `https://api.telnyx.eu/v2` for Europe, `http://127.0.0.1:…` for an emulator.
   *
   * @default the environment's TELNYX_BASE_URL, else https://api.telnyx.com/v2
   */
  baseUrl?: string | undefined;
  /** @default globalThis.fetch, looked up at each attempt */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Fields added to every `fetch` call: `{ dispatcher }` for a proxy on Node, `{ proxy }` on Bun, `{ cf }` on Workers. */
  fetchOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Functions that watch every command. */
  hooks?: Hooks | readonly Hooks[] | undefined;
  /** Writes a record per event: `createLogger(…)` of `@telnyx-kit/core/logger`. Off by default. */
  logger?: Hooks | undefined;
  /**
   * openapi-fetch middleware: sees each command once, as a `Request` without the key, and its answer as a `Response`.
   * Retries happen behind it. It may change query, headers and body, not the method, the origin or the path.
   */
  middleware?: Middleware | readonly Middleware[] | undefined;
  /**
   * Time, waiting and chance: attempts, back-off, deadlines, jitter, ids and the pacer take theirs from it.
   *
   * @default the runtime's own, looked up when they are used
   */
  clock?: ClockOptions | undefined;
  /** Holds dials back to a rate: `createPacer(…)` of `@telnyx-kit/core/pacer`. Off by default. */
  pacer?: Pacer | undefined;
}

const shared = "timeoutMs deadlineMs maxRetries maxResponseBytes headers ";

/** The names of {@link RequestOptions}. */
export const requestOptionNames = `${shared}signal onResponse`.split(" ");

/** The names of {@link TelnyxOptions}. */
export const telnyxOptionNames = `${shared}apiKey baseUrl fetch fetchOptions hooks logger middleware clock pacer`.split(
  " ",
);

type Problem = readonly [applies: (name: string) => boolean, check: (name: string, value: unknown) => void];

const checks: readonly Problem[] = [
  [(name) => name === "maxRetries", (name, value) => checkNumber(`Option ${name}`, value, [0, 10], "whole number")],
  [
    (name) => /^max|Ms$/.test(name),
    (name, value) => checkNumber(`Option ${name}`, value, [1, longestTimerMs], "whole number"),
  ],
  [(name) => name === "signal", checkSignal],
  [(name) => name === "middleware", checkMiddleware],
  [(name) => name === "clock", (_, value) => resolveClock(value as ClockOptions)],
];

/**
 * Copies options into an object without a prototype, so that a polluted `Object.prototype` adds none. What is
 * `undefined` is left out.
 *
 * @throws {ConfigurationError} when a name is unknown or a value is not usable.
 */
export function checkOptions<Options extends object>(options: Options, names: readonly string[]): Options {
  if (typeof options !== "object" || !options) throw new ConfigurationError("Options must be an object.");
  const copy: Record<string, unknown> = ownProperties({});
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name)) throw new ConfigurationError(`Unknown option ${name}. Known: ${names.join(", ")}.`);
    if (value === undefined) continue;
    checks.find(([applies]) => applies(name))?.[1](name, value);
    copy[name] = value;
  }
  return copy as Options;
}

function checkSignal(_: string, value: unknown): void {
  if (typeof (value as AbortSignal | null)?.addEventListener === "function") return;
  throw new ConfigurationError("Option signal must be an AbortSignal.");
}

function checkMiddleware(_: string, value: unknown): void {
  const isMiddleware = (one: unknown) =>
    ["onRequest", "onResponse", "onError"].some((name) => typeof Object(one)[name] === "function");
  if ([value].flat().every(isMiddleware)) return;
  throw new ConfigurationError("Option middleware must have onRequest, onResponse or onError, or be a list of such.");
}
