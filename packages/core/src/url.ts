import { ConfigurationError } from "./errors.js";

/** Input of a request beside its operation. */
export interface Input {
  /** Values of the path's parameters, by name. */
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/**
 * Checks a base URL and strips its trailing slash. Credentials, a query and a fragment are refused, and so is plain
 * http, except on loopback for an emulator.
 *
 * @throws {ConfigurationError} when the key would not be safe at this URL.
 */
export function checkBaseUrl(text: string): string {
  try {
    const { protocol, hostname, href } = new URL(text);
    const loopback = /^((.+\.)?localhost|127(\.\d+){3}|\[::1])$/.test(hostname);
    const safe = protocol === "https:" || (protocol === "http:" && loopback);
    if (safe && !/[?#@]/.test(text)) return href.replace(/\/+$/, "");
  } catch {}
  throw new ConfigurationError("baseUrl must be https, or http on loopback, without credentials, query or fragment.");
}

type Problem = readonly [test: (value: string) => boolean, problem: string];

const problems: readonly Problem[] = [
  [(value) => value === "", "is empty"],
  // First, so that no pattern runs over more than 4,096 bytes. A unit of a string is at most three bytes.
  [(value) => value.length > 1365 && bytesOf(value) > 4096, "is longer than 4096 bytes"],
  // \p{Cc} is a control character, \p{Cs} half of a surrogate pair.
  [(value) => /[\p{Cc}\p{Cs}]/u.test(value), "holds a control character or half of a surrogate pair"],
  [(value) => /(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i.test(value), 'holds a "." or ".." segment'],
];

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/**
 * Builds the URL of a request without its query: openapi-fetch's `pathSerializer`. Parameters can never leave their
 * segment: what could be read as a step to another endpoint is refused, the rest is percent-encoded, and the result is
 * parsed again and compared with the template.
 *
 * @throws {ConfigurationError} when a parameter is missing or cannot be sent, or the template is no path.
 */
export function buildUrl(baseUrl: string, template: string, values: Readonly<Record<string, unknown>> = {}): string {
  const url = baseUrl + template.replace(/\{(.*?)\}/g, (_, name: string) => encodeParameter(name, values));
  // A parser resolves steps to other segments. It may write characters its own way, as that of Workers does.
  if (/^\/[^?#\\]*$/.test(template) && segments(new URL(url).href) === segments(url)) return url;
  throw new ConfigurationError(
    `${template} does not lead to one endpoint. Write it like /calls/{call_control_id}, with the query apart.`,
  );
}

const segments = (text: string) => text.split("/").length;

function encodeParameter(name: string, values: Readonly<Record<string, unknown>>): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  let problem: string | undefined;
  if (typeof value !== "string") problem = `is ${value === null ? "null" : typeof value}, not text`;
  else problem = problems.find(([test]) => test(value))?.[1];
  if (problem === undefined) return encodeURIComponent(value as string);
  throw new ConfigurationError(`Path parameter ${name} ${problem}. Nothing was sent. Pass the id as Telnyx gave it.`);
}
