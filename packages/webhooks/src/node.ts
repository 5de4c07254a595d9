/**
 * Receives webhooks in `node:http`, in Express and in every framework with Node's request and response.
 *
 * @module
 * @example
 * import { createNodeHandler } from "@telnyx-kit/webhooks/node";
 *
 * app.post("/webhooks/telnyx", createNodeHandler(webhooks)); // Express, before any express.json()
 * createServer(createNodeHandler(webhooks)).listen(3000);
 */
import { type NodeReadable, readNodeBody } from "./node-body.js";
import type { Webhooks } from "./webhooks.js";

/** The part of Node's `IncomingMessage` in use, with the fields that frameworks add. */
export interface NodeRequest extends NodeReadable {
  method?: string | undefined;
  headers: NodeJsHeaders;
  /** Set by a body parser that ran before. */
  body?: unknown;
  /** The raw body beside the parsed one: Google Cloud Functions, or a parser's `verify` hook. */
  rawBody?: unknown;
}

/** `IncomingMessage.headers`. */
export type NodeJsHeaders = { readonly [name: string]: string | string[] | undefined };

/** The part of Node's `ServerResponse` in use. */
export interface NodeResponse {
  statusCode: number;
  /** Whether a reply was sent already, for example by a middleware for timeouts. */
  readonly headersSent?: boolean | undefined;
  setHeader(name: string, value: string): unknown;
  end(body: string, done?: () => void): unknown;
}

/** Options of {@link createNodeHandler}. */
export interface NodeHandlerOptions<Request, Platform> {
  /** The value of `context.platform` in handlers. @default the request */
  context?: ((request: Request) => Platform) | undefined;
}

/**
 * Makes a request listener. It reads the body itself; where a parser came first, it takes the bytes or the text that the
 * parser left, and refuses a parsed object.
 */
export function createNodeHandler<Request extends NodeRequest, Platform = unknown>(
  webhooks: Pick<Webhooks<Platform>, "receive">,
  { context = (request) => request as unknown as Platform }: NodeHandlerOptions<Request, Platform> = {}, // the documented default
): (request: Request, response: NodeResponse) => Promise<void> {
  return async (request, response) => {
    const { method, headers, body, rawBody } = request;
    const parsed = rawBody ?? body;
    const isRaw = typeof parsed === "string" || ArrayBuffer.isView(parsed);
    const unread = !isRaw && !request.readableDidRead && !request.readableEnded;
    const answer = await webhooks.receive(
      { method, headers, body: unread ? (limit: number) => readNodeBody(request, limit) : parsed },
      {
        // Read by `receive`, which reports what the function throws and replies 503.
        get context() {
          return context(request);
        },
      },
    );
    if (response.headersSent) return;
    response.statusCode = answer.status;
    response.setHeader("content-type", "text/plain;charset=UTF-8");
    // The unread rest is not awaited: the sender of a body beyond the limit is cut off.
    response.end(answer.body, () => request.complete === false && request.destroy());
  };
}
