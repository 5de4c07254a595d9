/**
 * Downloads beside the API, for packages that are given absolute URLs. Applications do not need it.
 *
 * @module
 * @example
 * import { openUrl } from "@telnyx-kit/core/open-url";
 */
import { toConnectionError } from "./connection-error.js";
import { expired, withDeadline } from "./deadline.js";
import { ConfigurationError, TelnyxError, TimeoutError } from "./errors.js";
import { createRedactor } from "./redact.js";
import { boundBytes } from "./response-body.js";
import { protocolOf, type Telnyx } from "./telnyx.js";

/** Input of {@link openUrl}. */
export interface OpenOptions {
  /** Name of the download, for messages. They never show the URL itself: its query may be a signature. */
  name: string;
  signal?: AbortSignal | undefined;
  /** The longest time until the head of the response, in milliseconds. */
  timeoutMs: number;
  /** Bytes after which the body ends with an error. */
  maxBytes: number;
}

const loopback = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Tells whether a URL may be opened: https to anywhere, without user name and password. Plain http only to an emulator on
 * this machine, that is, where the client's own base URL is http as well, and then to no other port than the API's.
 */
export function canOpen(telnyx: Telnyx, url: URL): boolean {
  if (url.username || url.password) return false;
  if (url.protocol === "https:") return true;
  const base = protocolOf(telnyx)?.baseUrl();
  if (!base || url.protocol !== "http:") return false;
  // A base URL of http is one on loopback.
  const { protocol, port } = new URL(base);
  return protocol === "http:" && url.port === port && loopback.includes(url.hostname);
}

/**
 * Gets an absolute URL with the client's `fetch`, its body bounded. No header of the client goes along, and the API key
 * only where the origin is exactly the API's. Redirects are not followed; the caller judges the status.
 *
 * @throws {TimeoutError} when no response came in time. {@link ConnectionError} when no response came. {@link AbortedError}.
 */
export async function openUrl(telnyx: Telnyx, url: URL, options: OpenOptions): Promise<Response> {
  const { name, signal, timeoutMs, maxBytes } = options;
  const protocol = protocolOf(telnyx);
  if (!protocol) throw new ConfigurationError("openUrl takes a client, as createTelnyx makes it.");
  const { baseUrl, call, clock, key } = protocol;
  const secrets: unknown[] = [url.href, url.search.slice(1), [...url.searchParams.values()]];
  const step = async (abort: AbortSignal) => {
    const headers: Record<string, string> = {};
    if (url.origin === new URL(baseUrl()).origin) headers.authorization = `Bearer ${await key()}`;
    return call(url.href, { signal: abort, headers });
  };
  const response = await withDeadline(clock, timeoutMs, step, { name, signal }).catch((error: unknown) => {
    throw TelnyxError.isInstance(error) ? error : toConnectionError(error, name, createRedactor(secrets));
  });
  if (response === expired)
    throw new TimeoutError(`No answer to ${name} within ${timeoutMs} ms.`, { reason: "timeout" });
  return boundBytes(response, maxBytes, name, signal);
}
