/** What openapi-fetch tells middleware of a command. */
export interface MiddlewareEvent {
  /** The request, without the key. A command with retries has one. */
  request: Request;
  /** The path template. */
  readonly schemaPath: string;
  readonly params: {
    query?: Record<string, unknown>;
    header?: Record<string, unknown>;
    path?: Record<string, unknown>;
  };
  /** The same text in every call for one command. */
  readonly id: string;
}

type Maybe<Value> = Value | undefined | Promise<Value | undefined>;

/** openapi-fetch's `Middleware`. Written out, so that your compiler need not read all of openapi-fetch's types. */
export interface Middleware {
  /** Called before the command is sent. A `Request` takes the place of the given one, a `Response` is the answer. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most middleware returns nothing
  onRequest?(event: MiddlewareEvent): Maybe<Request | Response> | void;
  /** Called with the answer, when all retries are over. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most middleware returns nothing
  onResponse?(event: MiddlewareEvent & { response: Response }): Maybe<Response> | void;
  /** Called when no answer came. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most middleware returns nothing
  onError?(event: MiddlewareEvent & { error: unknown }): Maybe<Response | Error> | void;
}
