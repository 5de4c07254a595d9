import type { ApiError, ApiErrorItem } from "./api-error.js";
import { loadDeferred } from "./load-deferred.js";
import type { RequestOptions } from "./options.js";
import type { Telnyx } from "./telnyx.js";

/** What a domain's `paths` hold below a path and a method. */
type OperationOf<Paths, Path extends keyof Paths, Method extends string> =
  Paths[Path] extends Record<Method, infer Operation> ? Operation : never;

type PathsWith<Paths, Method extends string> = {
  [Path in keyof Paths]: Paths[Path] extends Record<Method, object> ? Path : never;
}[keyof Paths];

/** A field that may be left out when nothing in it is required. */
type Field<Name extends string, Value> =
  Partial<Value> extends Value ? { [Key in Name]?: Value | undefined } : { [Key in Name]: Value };

type Params<Operation> = Operation extends { parameters: infer Parameters }
  ? Field<"params", Pick<Parameters, keyof Parameters & ("path" | "query")>>
  : { params?: undefined };

type Body<Operation> = Operation extends { requestBody?: never }
  ? { body?: undefined }
  : Operation extends { requestBody: { content: infer Content } }
    ? { body: Content[keyof Content] }
    : Operation extends { requestBody?: { content: infer Content } }
      ? { body?: Content[keyof Content] | undefined }
      : { body?: undefined };

type Content<Answer> = Answer extends { content: infer Media } ? Media[keyof Media] : undefined;

type Success<Operation> = Operation extends { responses: infer Answers }
  ? {
      [Status in keyof Answers]: Status extends 200 | 201 | 202 | 204 ? Content<Answers[Status]> : never;
    }[keyof Answers]
  : unknown;

/** `{ params: { path, query }, body }`, as the operation has them, beside the options of one call. */
export type TypedInit<Operation> = Params<Operation> & Body<Operation> & RequestOptions;

type Arguments<Init> = Partial<Init> extends Init ? [init?: Init] : [init: Init];

/** What Telnyx answered, in the form that it has on the wire. */
export interface TypedError {
  readonly errors: readonly (Omit<ApiErrorItem, "pointer"> & { readonly source?: { readonly pointer: string } })[];
}

/** What came of a request: `data` on a 2xx, otherwise `error` and the {@link ApiError} that a method would have thrown. */
export type TypedResult<Data> =
  | { data: Data; error?: never; failure?: never; response: Response }
  | { data?: never; error: TypedError; failure: ApiError; response: Response };

/** Sends one method of HTTP to a path template. The second argument may be left out where nothing in it is required. */
export type TypedMethod<Paths, Method extends string> = <Path extends PathsWith<Paths, Method>>(
  path: Path,
  ...init: Arguments<TypedInit<OperationOf<Paths, Path, Method>>>
) => Promise<TypedResult<Success<OperationOf<Paths, Path, Method>>>>;

/**
 * A client typed by paths, in openapi-fetch's manner: it resolves to `{ data, response }`, or to `{ error, failure, response }`
 * when Telnyx refused. What is not an answer (no connection, a time-out, an abort) is thrown.
 */
export interface TypedClient<Paths extends {}> {
  GET: TypedMethod<Paths, "get">;
  POST: TypedMethod<Paths, "post">;
  PUT: TypedMethod<Paths, "put">;
  PATCH: TypedMethod<Paths, "patch">;
  DELETE: TypedMethod<Paths, "delete">;
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
    client[method] = async (path: string, init?: object) =>
      (await loadDeferred()).callTyped(telnyx, method, path, init);
  }
  return client;
}
