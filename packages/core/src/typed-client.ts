// The only file that knows openapi-fetch, and only its types: they vanish in the build. Its runtime would add 2.6 KB
// to every bundle and bring a second way to send, without the guarantees of the transport.
import type { ClientMethod } from "openapi-fetch";
import type { TypedInit } from "./call-typed.js";
import { loadDeferred } from "./load-deferred.js";
import type { Telnyx } from "./telnyx.js";

type Media = `${string}/${string}`;

/**
 * A client typed by paths, in openapi-fetch's manner. It resolves to `{ data, response }` or `{ error, response }`, with
 * the {@link ApiError} as `failure`; what is not an answer (no connection, a time-out, an abort) is thrown.
 */
export interface TypedClient<Paths extends {}> {
  GET: ClientMethod<Paths, "get", Media>;
  POST: ClientMethod<Paths, "post", Media>;
  PUT: ClientMethod<Paths, "put", Media>;
  PATCH: ClientMethod<Paths, "patch", Media>;
  DELETE: ClientMethod<Paths, "delete", Media>;
}

/** What every domain has beside its methods. */
export interface DomainClient<Paths extends {}> {
  /** The domain's operations by method and path, with the same credentials, command ids and retries as its methods. */
  readonly client: TypedClient<Paths>;
}

/** Makes the typed client of a domain, whose operations the client knows. */
export function createTypedClient(telnyx: Telnyx): Record<string, unknown> {
  const client: Record<string, unknown> = {};
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    client[method] = async (path: string, init?: TypedInit) =>
      (await loadDeferred()).callTyped(telnyx, method, path, init);
  }
  return client;
}
