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
    const loopback = /^(.+\.)?localhost$|^127\.|^\[::1]$/.test(hostname);
    if ((protocol === "https:" || (protocol === "http:" && loopback)) && !/[?#@]/.test(text))
      return href.replace(/\/+$/, "");
  } catch {}
  throw new ConfigurationError(
    "baseUrl must be https (http on loopback only) without credentials, query and fragment.",
  );
}

/**
 * Builds the URL of a request. Parameters can never leave their segment: what could be read as a step to another
 * endpoint is refused, the rest is percent-encoded, and the result is parsed again and compared with the template.
 *
 * @throws {ConfigurationError} when a parameter is missing or cannot be sent.
 */
export async function buildUrl(baseUrl: string, template: string, { path = {}, query }: Input): Promise<string> {
  const filled = template.replace(/\{(.*?)\}/g, (_, name: string) => {
    const value = Object.hasOwn(path, name) ? path[name] : undefined;
    // \p{Cs} is half of a surrogate pair, \p{Cc} a control character.
    if (
      typeof value === "string" &&
      /^[^\p{Cc}\p{Cs}]+$/u.test(value) &&
      !/(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i.test(value)
    ) {
      if (new TextEncoder().encode(value).length <= 4096) return encodeURIComponent(value);
    }
    const found = typeof value === "string" ? `${value.length} characters` : typeof value;
    throw new ConfigurationError(
      `Path parameter ${name} must be text of 1 to 4096 bytes without control characters and ".." segments. Got ${found}.`,
    );
  });
  const { origin, href } = new URL(baseUrl + filled);
  const segments = (text: string) => text.split("/").length;
  if (
    !/^\/[^?#\\]*$/.test(template) ||
    origin !== new URL(baseUrl).origin ||
    segments(href) !== segments(baseUrl + template)
  ) {
    throw new ConfigurationError(`${template} is not a path like /calls/{call_control_id}.`);
  }
  const search = query && (await loadDeferred()).serializeQuery(query);
  return baseUrl + filled + (search ? `?${search}` : "");
}
