import type { ApiKey } from "./api-key.js";
import { bare } from "./bare.js";
import { checkNumber, longestTimerMs } from "./check-number.js";
import { ConfigurationError } from "./errors.js";
import type { HeaderMap } from "./headers.js";
import type { Hooks } from "./hooks.js";
import type { Pacer } from "./pacer.js";

/** Options of one call. What is absent comes from the client. */
export interface RequestOptions {
  /** Ends the command at once, wherever it stands: connecting, reading, or waiting for a retry. */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds that one attempt may take.
   *
   * @default 10_000
   */
  timeoutMs?: number | undefined;
  /**
   * Milliseconds that the whole command may take, all attempts and waits together.
   *
   * @default 30_000
   */
  deadlineMs?: number | undefined;
  /**
   * How often a failed attempt may be repeated, 0 to 10. What may be repeated at all is decided by the operation.
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
  /** Holds dials back to a rate: `createPacer(…)` of `@telnyx-kit/core/pacer`. Off by default. */
  pacer?: Pacer | undefined;
}

const shared = "timeoutMs deadlineMs maxRetries maxResponseBytes headers ";

/** The names of {@link RequestOptions}. */
export const requestOptionNames = `${shared}signal onResponse`.split(" ");

/** The names of {@link TelnyxOptions}. */
export const telnyxOptionNames = `${shared}apiKey baseUrl fetch fetchOptions hooks logger pacer`.split(" ");

/**
 * Copies options into an object without a prototype, so that a polluted `Object.prototype` adds none. What is
 * `undefined` is left out.
 *
 * @throws {ConfigurationError} when a name is unknown or a number is out of its bounds.
 */
export function checkOptions<Options extends object>(options: Options, names: readonly string[]): Options {
  if (typeof options !== "object" || !options) throw new ConfigurationError("Options must be an object.");
  const copy: Record<string, unknown> = bare({});
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name)) throw new ConfigurationError(`Unknown option ${name}. Known: ${names.join(", ")}.`);
    if (value === undefined) continue;
    if (/^max|Ms$/.test(name)) {
      checkNumber(`Option ${name}`, value, name === "maxRetries" ? [0, 10] : [1, longestTimerMs], "whole number");
    }
    if (name === "signal" && !value?.addEventListener) {
      throw new ConfigurationError("Option signal must be an AbortSignal.");
    }
    copy[name] = value;
  }
  return copy as Options;
}
