import { ConfigurationError } from "./errors.js";
import type { HeaderMap } from "./hooks.js";

// The client sets these, or they would change where or how the request ends.
const reserved = /^(authorization|connection|content-.*|host|proxy-.*|te|trailer|transfer-encoding|upgrade|__proto__)$/;

/**
 * Copies headers with their names in lower case, `undefined` left out. The messages never show a value.
 *
 * @throws {ConfigurationError} when a name or a value cannot be sent, or the header belongs to the client.
 */
export function addHeaders(target: Record<string, string>, headers: HeaderMap | undefined): Record<string, string> {
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    if (
      typeof value !== "string" ||
      !/^[\w!#$%&'*+.^`|~-]+$/.test(key) ||
      reserved.test(key) ||
      !/^[\t\x20-\x7e\x80-\xff]{0,8192}$/.test(value)
    ) {
      throw new ConfigurationError(
        `Header ${JSON.stringify(key.slice(0, 40))} is the client's own, or not valid in HTTP.`,
      );
    }
    target[key] = value;
  }
  return target;
}
