import type { ApiError, ApiErrorItem } from "./api-error.js";
import type { Client } from "./client.js";
import type { DomainOperations } from "./leg.js";
import type { Operation } from "./operation.js";
import type { RequestOptions } from "./options.js";
import { ownProperties } from "./own-properties.js";

/** Entry of a domain's `paths` for a path and a method. */
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

/** `{ params: { path, query }, body }` of the operation, and the options of one call. */
export type TypedInit<Operation> = Params<Operation> & Body<Operation> & RequestOptions;

type Arguments<Init> = Partial<Init> extends Init ? [init?: Init] : [init: Init];

/** Telnyx's response, in its wire form. */
export interface TypedError {
  readonly errors: readonly (Omit<ApiErrorItem, "pointer"> & { readonly source?: { readonly pointer: string } })[];
}

/** openapi-fetch's result: `data` on a 2xx, otherwise `error`, and as `failure` the {@link ApiError} that a method throws. */
export type TypedResult<Data> =
  | { data: Data; error?: undefined; failure?: undefined; response: Response }
  | { data?: undefined; error: TypedError; failure: ApiError; response: Response };

/** Sends one HTTP method to a path template. You can leave out the second argument if nothing in it is required. */
export type TypedMethod<Paths, Method extends string> = <Path extends PathsWith<Paths, Method>>(
  path: Path,
  ...init: Arguments<TypedInit<OperationOf<Paths, Path, Method>>>
) => Promise<TypedResult<Success<OperationOf<Paths, Path, Method>>>>;

/**
 * openapi-fetch, typed by the paths of a domain. It resolves to `{ data, response }`, or to `{ error, failure, response }`
 * when Telnyx refused. Everything else (no connection, a timeout, an abort) is thrown.
 *
 * The types are our own: openapi-fetch's rebuild the response field by field, and an open enum loses its values.
 */
export interface TypedClient<Paths extends {}> {
  GET: TypedMethod<Paths, "get">;
  POST: TypedMethod<Paths, "post">;
  PUT: TypedMethod<Paths, "put">;
  PATCH: TypedMethod<Paths, "patch">;
  DELETE: TypedMethod<Paths, "delete">;
}

/** Members of every domain besides its methods. */
export interface DomainClient<Paths extends {}, Legs = never> {
  /** The domain's operations by method and path, with the same credentials, command ids and retries as its methods. */
  readonly client: TypedClient<Paths>;
  /** For `@telnyx-kit/calls`, which makes methods of a call leg from them. */
  readonly "~operations"?: DomainOperations<Legs>;
}

interface Init extends RequestOptions {
  readonly params?: { readonly path?: Record<string, unknown>; readonly query?: Record<string, unknown> };
  readonly body?: unknown;
}

/** The client's parts that the typed client uses. */
interface Known extends Pick<Client, "execute"> {
  find(method: string, path: string, input: { readonly body: unknown }): Operation;
}

/** Makes the typed client of a domain, whose operations the client knows. */
export function createTypedClient<Paths extends {}>({ execute, find }: Known): TypedClient<Paths> {
  const send = (method: string) => async (path: string, init?: Init) => {
    const { params, body, ...options } = ownProperties(init);
    const { path: values, query } = ownProperties(params);
    return execute(find(method, path, ownProperties({ body })), { path: values, query, body }, options);
  };
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [method, send(method)]);
  return Object.fromEntries(methods) as TypedClient<Paths>;
}
