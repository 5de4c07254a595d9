import type { HeadersInput } from "./headers.js";

/**
 * The part of a request in use. Any class that has these members will do, whichever realm or package it comes from:
 * `Request` of the runtime, of undici or of @whatwg-node/server, `HttpRequest` of Azure Functions.
 */
export interface RequestLike {
  readonly method: string;
  readonly headers: HeadersInput;
  readonly body?: unknown;
  readonly bodyUsed?: boolean | undefined;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Tells whether a value is a request, by its members and not by its class. */
export function isRequest(value: unknown): value is RequestLike {
  if (typeof value !== "object" || value === null) return false;
  const { method, headers, arrayBuffer } = value as { [name in keyof RequestLike]?: unknown };
  return (
    typeof method === "string" && typeof headers === "object" && headers !== null && typeof arrayBuffer === "function"
  );
}
