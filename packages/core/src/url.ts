import { bare } from "./bare.js";
import { ConfigurationError } from "./errors.js";
import { loadDeferred } from "./load-deferred.js";

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
  try {
    const { protocol, hostname, href } = new URL(text);
    const loopback = /^((.+\.)?localhost|127(\.\d+){3}|\[::1])$/.test(hostname);
    const safe = protocol === "https:" || (protocol === "http:" && loopback);
    if (safe && !/[?#@]/.test(text)) return href.replace(/\/+$/, "");
  } catch {}
  throw new ConfigurationError("baseUrl must be https, or http on loopback, without credentials, query or fragment.");
}

const parameter = /\{(.*?)\}/g;

/**
 * Builds the URL of a request. Parameters can never leave their segment: what could be read as a step to another
 * endpoint is refused, the rest is percent-encoded, and the result is parsed again and compared with the template.
 *
 * @throws {ConfigurationError} when a parameter is missing or cannot be sent.
 */
export async function buildUrl(baseUrl: string, template: string, { path, query }: Input): Promise<string> {
  const values = bare(path);
  for (const [, name = ""] of template.matchAll(parameter)) {
    if (!isSegment(values[name])) throw (await loadDeferred()).refuseParameter(name, values[name]);
  }
  const filled = template.replace(parameter, (_, name) => encodeURIComponent(values[name] as string));
  const { origin, href } = new URL(baseUrl + filled);
  const segments = (text: string) => text.split("/").length;
  if (
    !/^\/[^?#\\]*$/.test(template) ||
    !baseUrl.startsWith(origin) ||
    segments(href) !== segments(baseUrl + template)
  ) {
    throw (await loadDeferred()).refusePath(template);
  }
  const search = query && (await loadDeferred()).serializeQuery(query);
  return baseUrl + filled + (search ? `?${search}` : "");
}

/** Tells whether a value can stand in a path. \p{Cc} is a control character, \p{Cs} half of a surrogate pair. */
function isSegment(value: unknown): boolean {
  return (
    typeof value === "string" &&
    /^[^\p{Cc}\p{Cs}]+$/u.test(value) &&
    !/(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i.test(value) &&
    (value.length < 1365 || new TextEncoder().encode(value).length <= 4096)
  );
}
