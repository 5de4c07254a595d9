/** Parameters that openapi-fetch gives middleware for one command. */
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

// biome-ignore lint/suspicious/noConfusingVoidType: most middleware returns nothing
type Maybe<Value> = Value | undefined | void | Promise<Value | undefined | void>;

/** openapi-fetch's `Middleware`. Written out, so that your compiler need not read all of openapi-fetch's types. */
export interface Middleware {
  /** Called before the command is sent. A `Request` replaces the given one, a `Response` ends the command. */
  onRequest?(event: MiddlewareEvent): Maybe<Request | Response>;
  /** Called with the response, after all retries. */
  onResponse?(event: MiddlewareEvent & { response: Response }): Maybe<Response>;
  /** Called when no response came. */
  onError?(event: MiddlewareEvent & { error: unknown }): Maybe<Response | Error>;
}
