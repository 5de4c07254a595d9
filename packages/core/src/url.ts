import { ConfigurationError } from "./errors.js";

/** What a request takes beside its operation. */
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
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {}
  const safe =
    url?.protocol === "https:" ||
    (url?.protocol === "http:" && /^(.+\.)?localhost$|^127\.|^\[::1]$/.test(url.hostname));
  if (url && safe && !/[?#@]/.test(text)) return url.href.replace(/\/+$/, "");
  throw new ConfigurationError(
    "baseUrl must be https (or http on loopback), without credentials, query and fragment, like https://api.telnyx.com/v2.",
  );
}

/**
 * Builds the URL of a request. Parameters can never leave their segment: what could be read as a step to another
 * endpoint is refused, the rest is percent-encoded, and the result is parsed again and compared with the template.
 *
 * @throws {ConfigurationError} when a parameter is missing or cannot be sent.
 */
export function buildUrl(baseUrl: string, template: string, { path, query }: Input): string {
  const filled = template.replace(/\{(.*?)\}/g, (_, name: string) =>
    encodeSegment(name, path && Object.hasOwn(path, name) ? path[name] : undefined),
  );
  const url = new URL(baseUrl + filled);
  const base = new URL(baseUrl);
  const segments = (text: string) => text.split("/").length;
  if (
    !/^\/[^?#\\]*$/.test(template) ||
    url.origin !== base.origin ||
    segments(url.href) !== segments(baseUrl + template)
  ) {
    throw new ConfigurationError(`${template} is not a path template. Write it like "/calls/{call_control_id}".`);
  }
  const search = query ? serializeQuery(query) : "";
  return baseUrl + filled + (search && `?${search}`);
}

function encodeSegment(name: string, value: unknown): string {
  const problem =
    typeof value !== "string"
      ? "is not a string"
      : value === ""
        ? "is empty"
        : // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
          /[\0-\x1f\x7f-\x9f]/.test(value)
          ? "holds a control character"
          : /(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i.test(value)
            ? 'holds a "." or ".." segment'
            : new TextEncoder().encode(value).length > 4096
              ? "is longer than 4096 bytes"
              : undefined;
  if (problem) throw new ConfigurationError(`Path parameter ${name} ${problem}. Pass the id as Telnyx gave it.`);
  return encode(name, value as string);
}

/**
 * Writes a query: nested objects as `filter[created_at][gte]=…`, arrays as `filter[type][]=…`, dates in ISO 8601.
 * `undefined` is left out. Only own properties count.
 *
 * @throws {ConfigurationError} when a value cannot stand in a query.
 */
export function serializeQuery(query: object): string {
  const parts: string[] = [];
  const add = (name: string, value: unknown, depth: number) => {
    if (value === undefined) return;
    const plain = value instanceof Date && !Number.isNaN(+value) ? value.toISOString() : value;
    if (typeof plain === "string" || typeof plain === "boolean" || Number.isFinite(plain)) {
      parts.push(`${encode(name, name)}=${encode(name, String(plain))}`);
      return;
    }
    if (typeof plain !== "object" || !plain || plain instanceof Date || depth > 5) {
      throw new ConfigurationError(
        `Query parameter ${name} cannot be sent. Pass text, a number, a boolean, a Date, or leave it out.`,
      );
    }
    for (const [key, inner] of Object.entries(plain)) {
      if (/^(__proto__|constructor|prototype|)$/.test(key))
        throw new ConfigurationError(`Query parameter ${name} holds the key "${key}".`);
      add(depth === 0 ? key : `${name}[${Array.isArray(plain) ? "" : key}]`, inner, depth + 1);
    }
  };
  add("", query, 0);
  return parts.join("&");
}

function encode(name: string, text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new ConfigurationError(`Parameter ${name} is not well-formed Unicode.`);
  }
}
