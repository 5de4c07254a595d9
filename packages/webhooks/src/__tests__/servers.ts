import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { createFastifyPlugin } from "../fastify.js";
import { createLambdaHandler, type LambdaEvent } from "../lambda.js";
import { createNodeHandler } from "../node.js";
import type { Webhooks } from "../webhooks.js";

/** A real server that answers on a port until it is closed. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

const closing = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

function listen(server: Server): Promise<Running> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ port: (server.address() as AddressInfo).port, close: () => closing(server) });
    });
  });
}

const app = (webhooks: Webhooks, before?: express.RequestHandler) => {
  const server = express();
  if (before) server.use(before);
  server.all("/webhooks", createNodeHandler(webhooks));
  return listen(createServer(server));
};

const everything = { type: () => true, limit: "2mb" };

/** Starts a framework with the adapter that is made for it. */
export const servers: Readonly<Record<string, (webhooks: Webhooks) => Promise<Running>>> = {
  "node:http": (webhooks) => listen(createServer(createNodeHandler(webhooks))),
  "express 5": (webhooks) => app(webhooks),
  "express 5 after express.raw": (webhooks) => app(webhooks, express.raw(everything)),
  "express 5 after express.json that keeps rawBody": (webhooks) =>
    app(
      webhooks,
      express.json({
        ...everything,
        strict: false,
        verify: (request, _response, buffer) => Object.assign(request, { rawBody: buffer }),
      }),
    ),
  "fastify 5": async (webhooks) => {
    const server = fastify();
    await server.register(createFastifyPlugin(webhooks, { path: "/webhooks" }));
    await server.listen({ port: 0, host: "127.0.0.1" });
    return { port: (server.server.address() as AddressInfo).port, close: () => server.close() };
  },
  hono: (webhooks) =>
    new Promise((resolve) => {
      const hono = new Hono();
      hono.all("/webhooks", (context) => webhooks.handle(context.req.raw));
      const server = serve({ fetch: hono.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
        resolve({ port, close: () => closing(server as Server) });
      });
    }),
};

/** A delivery after a parser that leaves only an object. */
export const serverAfterJson = (webhooks: Webhooks) => app(webhooks, express.json(everything));

type Pairs = readonly (readonly [string, string])[];

/** Makes the event that AWS would make of a request with these headers. */
export const lambdaEvents: Readonly<Record<string, (headers: Pairs, body: Uint8Array) => LambdaEvent>> = {
  "lambda, payload version 1": (headers, body) => {
    const event = {
      httpMethod: "POST",
      headers: {} as Record<string, string>,
      multiValueHeaders: {} as Record<string, string[]>,
    };
    for (const [name, value] of headers) {
      event.headers[name] = value;
      event.multiValueHeaders[name] = [...(event.multiValueHeaders[name] ?? []), value];
    }
    return { ...event, body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
  },
  "lambda, payload version 2": (headers, body) => {
    const joined: Record<string, string> = {};
    for (const [given, value] of headers) {
      const name = given.toLowerCase();
      joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
    }
    return {
      requestContext: { http: { method: "POST" } },
      headers: joined,
      body: Buffer.from(body).toString("base64"),
      isBase64Encoded: true,
    };
  },
};

export { createLambdaHandler };
