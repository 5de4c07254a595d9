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
  /** Ends the command at once, also while it connects, reads, or waits for a retry. */
  signal?: AbortSignal | undefined;
  /**
   * The longest time of one attempt, in milliseconds. With a `command_id`, an attempt also ends before second 60 of its
   * command, because Telnyx then forgets the id.
   *
   * @default 10_000
   */
  timeoutMs?: number | undefined;
  /**
   * The longest time of the command, in milliseconds: all attempts and waits, except the wait for a pacer before the first
   * attempt.
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
  /** Further headers, besides those of the client. */
  headers?: HeaderMap | undefined;
  /**
   * The most bytes of a successful response. A longer one is an error.
   *
   * @default 16 MiB, and 256 MiB for downloads
   */
  maxResponseBytes?: number | undefined;
  /** Called with the raw response of the result or error. Its body is already read. */
  onResponse?: ((response: Response) => void) | undefined;
}

/** Decides when an attempt may start. `createPacer` of `@telnyx-kit/core/pacer` makes one. */
export interface Pacer {
  /**
   * Resolves when the attempt may start; `undefined` starts it at once. The first wait of a command does not count against
   * its deadline, so a pacer bounds it and rejects.
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
   * The API's address, with its version: `https://api.telnyx.eu/v2` for Europe, `http://127.0.0.1:…` for an emulator.
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
   * openapi-fetch middleware. It runs outside the retries: it sees each command once, as a `Request` without the key, and the
   * last `Response`. It may change query, headers and body, not the method, the origin or the path.
   */
  middleware?: Middleware | readonly Middleware[] | undefined;
  /**
   * Time, waiting and chance of attempts, back-off, deadlines, jitter, ids and the pacer.
   *
   * @default the runtime's own, looked up when they are used
   */
  clock?: ClockOptions | undefined;
  /** Delays dials to a rate: `createPacer(…)` of `@telnyx-kit/core/pacer`. Off by default. */
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
 * Copies options into an object without a prototype, so that a polluted `Object.prototype` adds none. Values that
 * are `undefined` are left out.
 *
 * @throws {ConfigurationError} when a name is unknown or a value cannot be used.
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
