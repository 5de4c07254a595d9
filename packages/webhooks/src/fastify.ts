/**
 * Receives webhooks in Fastify.
 *
 * @module
 * @example
 * import { createFastifyPlugin } from "@telnyx-kit/webhooks/fastify";
 *
 * await fastify.register(createFastifyPlugin(webhooks, { path: "/webhooks/telnyx" }));
 */
import { type NodeReadable, readNodeBody } from "./node-body.js";
import type { Webhooks } from "./webhooks.js";

/** The part of Fastify's request in use. */
export interface FastifyRequestLike {
  method: string;
  headers: { readonly [name: string]: string | string[] | undefined };
  body?: unknown;
  raw: NodeReadable;
}

/** The part of Fastify's reply in use. */
export interface FastifyReplyLike {
  raw: { on(event: string, listener: () => void): unknown };
  code(status: number): unknown;
  header(name: string, value: string): unknown;
  send(body: string): unknown;
}

/** The part of Fastify's instance in use. */
export interface FastifyLike {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: NodeReadable, done: (error: Error | null, body?: unknown) => void) => void,
  ): unknown;
  all(path: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>): unknown;
}

/** Options of {@link createFastifyPlugin}. */
export interface FastifyPluginOptions {
  /** The path of deliveries. @default "/webhooks/telnyx" */
  path?: string | undefined;
}

/**
 * Makes a plugin that adds one route. Its body parser is for this route only: register it as it is, not through
 * `fastify-plugin`. Handlers find the request in `context.platform`.
 */
export function createFastifyPlugin<Platform = unknown>(
  webhooks: Pick<Webhooks<Platform>, "receive">,
  { path = "/webhooks/telnyx" }: FastifyPluginOptions = {},
): (fastify: FastifyLike) => Promise<void> {
  const handle = async (request: FastifyRequestLike, reply: FastifyReplyLike) => {
    const payload = (request.body ?? request.raw) as NodeReadable;
    const answer = await webhooks.receive(
      { method: request.method, headers: request.headers, body: (limit: number) => readNodeBody(payload, limit) },
      { context: request as Platform },
    );
    // The unread rest is not awaited: the sender of a body beyond the limit is cut off.
    reply.raw.on("finish", () => request.raw.complete === false && request.raw.destroy());
    reply.header("content-type", "text/plain;charset=UTF-8");
    reply.code(answer.status);
    return reply.send(answer.body);
  };
  return async (fastify) => {
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    fastify.all(path, handle);
  };
}
