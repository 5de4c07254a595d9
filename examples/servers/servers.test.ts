import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { startEmulator } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { describe, expect, test } from "vitest";
import { createApplication } from "./application.js";

/** PORT, and what the application reads. */
type Environment = Readonly<Record<string, string>> & { readonly PORT: string };
type Stop = () => unknown;

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** A program of its own, as on a server. It is there when it prints "ready". */
const program =
  (file: string) =>
  async (environment: Environment): Promise<Stop> => {
    const child = spawn(process.execPath, ["--import", "tsx", here(file)], { env: { ...process.env, ...environment } });
    let output = "";
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => {
          output += String(chunk);
          if (output.includes("ready")) resolve();
        });
      child.once("exit", (code) => reject(new Error(`${file} ended with ${code}:\n${output}`)));
    });
    return async () => {
      child.kill();
      await once(child, "exit");
    };
  };

async function listen(listener: RequestListener, port: number): Promise<Stop> {
  const server = createServer(listener).listen(port, "127.0.0.1");
  await once(server, "listening");
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

async function worker({ PORT, ...bindings }: Environment): Promise<Stop> {
  const { outputFiles } = await build({ entryPoints: [here("worker.ts")], bundle: true, format: "esm", write: false });
  const script = outputFiles[0]?.text ?? "";
  const runtime = new Miniflare({ modules: true, script, bindings, host: "127.0.0.1", port: Number(PORT) });
  await runtime.ready;
  return () => runtime.dispose();
}

async function lambda({ PORT, ...environment }: Environment): Promise<Stop> {
  Object.assign(process.env, environment);
  const { handler } = await import("./lambda.js");
  return listen(async (request, response) => {
    const { statusCode, headers, body } = await handler(await toLambdaEvent(request), {});
    response.writeHead(statusCode, headers).end(body);
  }, Number(PORT));
}

/** Makes of a request what API Gateway makes of it, payload version 2. */
async function toLambdaEvent(request: IncomingMessage) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return {
    headers: request.headers as Record<string, string>,
    requestContext: { http: { method: request.method } },
    body: Buffer.concat(chunks).toString("base64"),
    isBase64Encoded: true,
  };
}

/** Next calls what a route exports with a `Request`. */
async function next({ PORT, ...environment }: Environment): Promise<Stop> {
  Object.assign(process.env, environment);
  const { POST } = await import("./next.js");
  return listen(getRequestListener(POST), Number(PORT));
}

const servers = [
  ["Express", program("express.ts")],
  ["Fastify", program("fastify.ts")],
  ["Hono", program("hono.ts")],
  ["Next", next],
  ["Workers", worker],
  ["Lambda", lambda],
] as const;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("nobody is left in silence, no matter who hangs up and which webhook is late", async () => {
  const report = await everyEnding({ app: ({ webhooks, telnyx }) => createApplication(webhooks, telnyx), steps: 2 });
  expect(report).toMatchObject({ complete: true });
});

describe.each(servers)("the server on %s", (_name, start) => {
  test("answers, speaks and hangs up once, and refuses what is not signed", async () => {
    const port = await freePort();
    const webhookUrl = `http://127.0.0.1:${port}/webhooks/telnyx`;
    // A server of its own that a busy machine starts slowly must not count as one that is down.
    const delivery = { timeoutMs: 20_000 };
    const emulator = await startEmulator({ port: 0, webhookUrl, strict: true, delivery });
    const stop = await start({
      PORT: String(port),
      TELNYX_API_KEY: emulator.apiKey,
      TELNYX_BASE_URL: emulator.url,
      TELNYX_PUBLIC_KEY: emulator.publicKey,
    });
    try {
      emulator.inject({ fault: "duplicate", on: "call.answered", times: 1 });
      const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
      expect(call.state).toBe("ended");
      const commands = emulator.commands().map(({ operation, status }) => `${operation} ${status}`);
      expect(commands).toEqual(["voice.answer 200", "media.speak 200", "voice.hangup 200"]);
      const outcomes = emulator.timeline.entries.flatMap((entry) => (entry.kind === "delivery" ? [entry.outcome] : []));
      expect(outcomes).toEqual(Array(6).fill(200));
      const forged = await fetch(webhookUrl, { method: "POST", body: '{"data":{"event_type":"call.initiated"}}' });
      expect([forged.status, await forged.text()]).toEqual([400, "invalid webhook"]);
    } finally {
      await stop();
      await emulator.stop();
    }
  });
});
