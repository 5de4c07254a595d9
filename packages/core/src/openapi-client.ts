import createClient, { type Middleware as OpenApiMiddleware } from "openapi-fetch";
import { ConfigurationError } from "./errors.js";
import { addHeaders } from "./headers.js";
import type { Middleware } from "./middleware.js";
import type { Operation } from "./operation.js";
import { ownProperties } from "./own-properties.js";
import { serializeBody } from "./serialize-body.js";
import { serializeQuery } from "./serialize-query.js";

/** Input of openapi-fetch for one command. */
export interface Parts {
  /** The address, its parameters filled in: the path is judged before a body is read from a stream. */
  readonly url: string;
  readonly path: Readonly<Record<string, unknown>> | undefined;
  readonly query: Readonly<Record<string, unknown>> | undefined;
  readonly body: object | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** The request that openapi-fetch makes of it. It can be sent any number of times. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | ArrayBuffer | undefined;
}

/** An answer whose body has been read. */
export interface Answer {
  readonly response: Response;
  /** `undefined` where the body is streamed to the caller. */
  readonly text: string | undefined;
  /** The problem with the body of a refusal. */
  readonly problem: string | undefined;
}

/** Sends a request, as often as needed. */
export type Exchange = (request: Outgoing) => Promise<Answer>;

/** openapi-fetch's result. Its `response` is always a real one. */
export interface Parsed extends Pick<Answer, "response" | "problem"> {
  readonly data: unknown;
  readonly error: unknown;
}

/** Takes the place of a `Request`, which could be sent only once. */
class OutgoingRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | FormData | undefined;

  constructor(
    readonly url: string,
    { method, headers, body }: Pick<OutgoingRequest, "method" | "headers" | "body">,
  ) {
    this.method = method;
    this.headers = headers;
    this.body = body;
  }
}

/** Takes the place of a `Response`, whose body has been read. */
class AnsweredResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;

  constructor(readonly answer: Answer) {
    const { ok, status, headers, body } = answer.response;
    this.ok = ok;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  async text(): Promise<string> {
    return this.answer.text ?? "";
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
}

/**
 * Creates openapi-fetch for one client: the only place that knows it. Everything that it reads is an own property, so
 * that a polluted `Object.prototype` changes nothing.
 */
export function createOpenApiClient(middleware: readonly Middleware[]) {
  const client = createClient<Record<string, never>>({
    baseUrl: "",
    // Middleware tests for real requests and responses.
    Request: middleware.length > 0 ? globalThis.Request : (OutgoingRequest as unknown as typeof Request),
    fetch: undefined as never,
    headers: undefined as never,
    querySerializer: serializeQuery,
    bodySerializer: undefined as never,
    pathSerializer: undefined as never,
    requestInitExt: undefined as never,
  });
  client.use(...(middleware as readonly OpenApiMiddleware[]));

  /** Sends an operation. `exchange` is its `fetch`. */
  return async (operation: Operation, parts: Parts, exchange: Exchange): Promise<Parsed> => {
    const { method, path: template, response: expected } = operation;
    const { url, path = {}, query, headers, body } = parts;
    const init = {
      baseUrl: "",
      headers,
      params: ownProperties({ path, query, header: undefined }),
      body,
      parseAs: expected === "bytes" ? "stream" : expected === "empty" ? "text" : "json",
      Request: undefined,
      middleware: undefined,
      querySerializer: undefined,
      pathSerializer: () => url,
      bodySerializer: (content: object) => serializeBody(operation, content),
      fetch: middleware.length > 0 ? toFetch(operation, parts, exchange) : toPlainFetch(exchange),
    };
    const result = await client.request(method.toLowerCase() as never, template as never, init as never);
    const { data, error, response } = result as { data?: unknown; error?: unknown; response: unknown };
    const plain = response instanceof AnsweredResponse ? response.answer : undefined;
    return { data, error, response: plain?.response ?? (response as Response), problem: plain?.problem };
  };
}

const toPlainFetch = (exchange: Exchange) => async (request: OutgoingRequest) => {
  const { url, method, headers, body } = request;
  return new AnsweredResponse(await exchange({ url, method, headers: Object.fromEntries(headers), body }));
};

const toFetch = (operation: Operation, parts: Parts, exchange: Exchange) => async (request: Request) =>
  toResponse(await exchange(await readRequest(request, operation, parts)));

/** Reads the request that middleware left, once, because a `Request` can be sent only once. */
async function readRequest(request: Request, operation: Operation, { url, body: given }: Parts): Promise<Outgoing> {
  const { "content-type": type, ...others } = Object.fromEntries(request.headers);
  const headers = addHeaders(ownProperties({}), others);
  if (type !== undefined) headers["content-type"] = type;
  const body = request.body ? await (operation.multipart ? request.arrayBuffer() : request.text()) : undefined;
  const withoutQuery = (text: string) => new URL(text).href.replace(/[?#].*$/, "");
  const changes: readonly (readonly [isChanged: boolean, what: string])[] = [
    [request.method !== operation.method, "method"],
    [withoutQuery(request.url) !== withoutQuery(url), "address"],
    [
      operation.safety === "deduped" && commandIdOf(body) !== (given as { command_id?: unknown }).command_id,
      "command_id",
    ],
  ];
  const [, what] = changes.find(([isChanged]) => isChanged) ?? [];
  if (what === undefined) return { url: request.url, method: request.method, headers, body };
  throw new ConfigurationError(
    `Middleware changed the ${what} of ${operation.method} ${operation.path}. Nothing was sent. It may change the query, headers and other fields of the body.`,
  );
}

function commandIdOf(body: unknown): unknown {
  try {
    return (JSON.parse(body as string) as { command_id?: unknown }).command_id;
  } catch {
    return undefined;
  }
}

/** Makes the real response that middleware may read, or replace. */
function toResponse({ response, text }: Answer): Response {
  if (text === undefined) return response;
  const headers = new Headers(response.headers);
  // It counts the bytes that were on the wire, which may have been compressed.
  headers.delete("content-length");
  const { status, statusText } = response;
  return new Response([204, 205, 304].includes(status) ? null : text, { status, statusText, headers });
}
