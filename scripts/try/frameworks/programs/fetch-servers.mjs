// Frameworks on Request and Response, whosever classes these are.
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import azure from "@azure/functions";
import { serve } from "@hono/node-server";
import { createLambdaHandler } from "@telnyx-kit/webhooks/lambda";
import { createServerAdapter } from "@whatwg-node/server";
import { Hono } from "hono";
import next from "next";
import { Request as UndiciRequest } from "undici";
import { isTold, receives } from "./deliveries.mjs";
import { listen } from "./node-servers.mjs";

const onHono = (route, before) => (webhooks) => {
  const app = new Hono();
  if (before) app.use(before);
  app.post("/webhooks", (context) => route(webhooks, context));
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
      resolve({ port, close: () => new Promise((done) => server.close(done)) });
    });
  });
};
const raw = (webhooks, context) => webhooks.handle(context.req.raw);
const kept = async (webhooks, context) =>
  webhooks.handle(new Request(context.req.raw, { body: await context.req.arrayBuffer() }));
const readsJson = async (context, proceed) => {
  await context.req.json();
  await proceed();
};

/** A server that hands its requests on as another class. */
const onClass =
  (toRequest, toResponse = (response) => response) =>
  (webhooks) =>
    listen(
      createServer(async (incoming, outgoing) => {
        const chunks = [];
        for await (const chunk of incoming) chunks.push(chunk);
        const url = `http://localhost${incoming.url}`;
        const { method, headers } = incoming;
        const request = toRequest({ url, method, headers, body: Buffer.concat(chunks) });
        const response = toResponse(await webhooks.handle(request));
        outgoing.writeHead(response.status).end(await response.text());
      }),
    );
const toAzure = ({ url, method, headers, body }) =>
  new azure.HttpRequest({ url, method, headers, body: { bytes: body } });
const toUndici = ({ url, method, headers, body }) => {
  const { connection, "content-length": _, ...rest } = headers;
  return new UndiciRequest(url, { method, headers: rest, body });
};

const onWhatwg = (webhooks) => listen(createServer(createServerAdapter((request) => webhooks.handle(request))));

/** An application of Next with a route of its own, which finds the key in the environment. */
const onNext = async (_webhooks, { publicKey, handled, errors }) => {
  Object.assign(globalThis, { telnyxHandled: handled, telnyxErrors: errors, telnyxAfter: 0 });
  process.env.TELNYX_PUBLIC_KEY = publicKey;
  await mkdir("app/webhooks", { recursive: true });
  // Next looks for an application's packages below its root only.
  await writeFile("next.config.mjs", 'export default { turbopack: { root: process.cwd() + "/.." } };\n');
  await writeFile("app/layout.jsx", "export default ({ children }) => <html><body>{children}</body></html>;\n");
  await writeFile(
    "app/webhooks/route.js",
    `import { createWebhooks } from "@telnyx-kit/webhooks";
import { after } from "next/server";

const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });
webhooks.on("call.answered", (event) => void globalThis.telnyxHandled.push(event.id));
webhooks.onError((error) => void globalThis.telnyxErrors.push(error));
const waitUntil = (promise) => after(promise.then(() => void globalThis.telnyxAfter++));
export const POST = (request) => webhooks.handle(request, { waitUntil });
`,
  );
  const app = next({ dev: true, dir: process.cwd(), quiet: true });
  await app.prepare();
  const server = await listen(createServer(app.getRequestHandler()));
  return {
    ...server,
    close: async () => {
      await server.close();
      await app.close();
    },
  };
};
const receivesAndGoesOn = async (running) => {
  const wrong = await receives(running);
  return wrong || (globalThis.telnyxAfter > 0 ? "" : "after() ran nothing");
};

/** A gateway in front of a Lambda function. */
const onLambda = (toEvent) => (webhooks) => {
  const handler = createLambdaHandler(webhooks);
  return listen(
    createServer(async (incoming, outgoing) => {
      const chunks = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const answer = await handler(toEvent(incoming, Buffer.concat(chunks)), {});
      outgoing.writeHead(answer.statusCode, answer.headers).end(answer.body);
    }),
  );
};
const lists = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
const base64 = (body) => ({ body: body.toString("base64"), isBase64Encoded: true });
const version1 = ({ method, headers }, body) => ({
  httpMethod: method,
  headers,
  multiValueHeaders: lists(headers),
  body: String(body),
});
const version2 = ({ method, headers }, body) => ({ requestContext: { http: { method } }, headers, ...base64(body) });
const balancer = ({ method, headers }, body) => ({
  httpMethod: method,
  multiValueHeaders: lists(headers),
  ...base64(body),
});
const local = ({ method, headers }, body) => ({
  httpMethod: method,
  headers,
  multiValueHeaders: {},
  body: String(body),
});

export const fetchServers = {
  Hono: [onHono(raw), receives],
  "Hono, behind a middleware that read the body": [onHono(kept, readsJson), receives],
  "Hono, context.req.raw behind that middleware": [
    onHono(raw, readsJson),
    isTold("Hono: `context.req.raw`, or behind"),
  ],
  "Next, with after()": [onNext, receivesAndGoesOn],
  "@whatwg-node/server": [onWhatwg, receives],
  "Azure Functions 4 (HttpRequest and HttpResponse)": [
    onClass(toAzure, (response) => new azure.HttpResponse(response)),
    receives,
  ],
  "undici of npm (Request)": [onClass(toUndici), receives],
  "Lambda, API Gateway 1": [onLambda(version1), receives],
  "Lambda, API Gateway 2 and function URLs": [onLambda(version2), receives],
  "Lambda, load balancer with multi-value headers": [onLambda(balancer), receives],
  "Lambda, local gateway with empty multi-value headers": [onLambda(local), receives],
};
