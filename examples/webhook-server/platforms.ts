import { createServer, type IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { type Environment, type RunningServer, startProgram } from "../servers.js";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Starts each server where it is at home: a Node process, workerd, and what stands for API Gateway and Lambda. */
export const platforms: Readonly<Record<string, (environment: Environment) => Promise<RunningServer>>> = {
  express: (environment) => startProgram("webhook-server/express.ts", environment),
  fastify: (environment) => startProgram("webhook-server/fastify.ts", environment),
  hono: (environment) => startProgram("webhook-server/hono.ts", environment),
  worker: startWorker,
  lambda: startLambda,
};

async function startWorker(environment: Environment): Promise<RunningServer> {
  const { outputFiles } = await build({
    entryPoints: [here("worker.ts")],
    bundle: true,
    format: "esm",
    write: false,
    tsconfig: here("../../tsconfig.json"),
  });
  const script = outputFiles[0]?.text ?? "";
  const { PORT, ...bindings } = environment;
  const worker = new Miniflare({ modules: true, script, bindings, host: "127.0.0.1", port: Number(PORT) });
  await worker.ready;
  return { output: () => "", stop: () => worker.dispose() };
}

async function startLambda(environment: Environment): Promise<RunningServer> {
  Object.assign(process.env, environment);
  const { handler } = await import("./lambda.js");
  const server = createServer(async (request, response) => {
    const result = await handler(await toLambdaEvent(request), {});
    response.writeHead(result.statusCode, result.headers).end(result.body);
  });
  await new Promise<void>((resolve) => server.listen(Number(environment.PORT), "127.0.0.1", resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { output: () => "", stop };
}

/** Makes of a request what API Gateway makes of it, payload version 2. */
async function toLambdaEvent(request: IncomingMessage) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return {
    version: "2.0",
    rawPath: request.url,
    headers: request.headers as Record<string, string>,
    requestContext: { http: { method: request.method } },
    body: Buffer.concat(chunks).toString("base64"),
    isBase64Encoded: true,
  };
}
