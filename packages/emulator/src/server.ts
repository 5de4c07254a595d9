import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "./api/api.js";
import { Problem } from "./world/problem.js";

// Variables: bundlers for Workers and browsers must not look for what is never reached there.
const nodeHttp = "node:http";
const nodeStream = "node:stream";

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  /** Names in the Host header that are answered beside those of this machine. */
  readonly names: readonly string[];
}

/**
 * Serves the API.
 *
 * @throws {Error} when the port is taken.
 */
export async function startServer(
  { port, host, names }: ServerOptions,
  answer: (request: Request) => Promise<Answer>,
): Promise<RunningServer> {
  const { createServer } = (await import(nodeHttp)) as typeof import("node:http");
  const { Readable } = (await import(nodeStream)) as typeof import("node:stream");
  const server = createServer((incoming, outgoing) => {
    const hasBody = !["GET", "HEAD"].includes(incoming.method ?? "GET");
    const body = hasBody ? bounded(Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null;
    const reply = isTrusted(incoming, names) ? answer(toRequest(incoming, body)) : refuse();
    reply.then((one) => send(one, incoming, outgoing)).catch(() => incoming.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? portTaken(port, host, error) : error),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const mostBytes = 32 * 2 ** 20;
const longestMs = 5_000;

/** Reading the body fails if it is longer than 32 MiB, or takes more than five real seconds. */
function bounded(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let size = 0;
  let timer: ReturnType<typeof setTimeout>;
  return body.pipeThrough(
    new TransformStream({
      start(controller) {
        const problem = new Problem(408, "10008", "Request timeout", "The body took more than five seconds.");
        timer = setTimeout(() => controller.error(problem), longestMs).unref();
      },
      transform(chunk, controller) {
        size += chunk.length;
        if (size <= mostBytes) return controller.enqueue(chunk);
        controller.error(new Problem(413, "10015", "Bad request", "The body is longer than 32 MiB."));
      },
      flush: () => clearTimeout(timer),
    }),
  );
}

function portTaken(port: number, host: string, cause: Error): Error {
  return new Error(
    `Port ${port} of ${host} is taken. Stop what listens there, or give another port (0 for any free one).`,
    {
      cause,
    },
  );
}

/** A page in the developer's browser can give its own name any address; it cannot take these names. */
function isTrusted({ headers }: IncomingMessage, names: readonly string[]): boolean {
  const name =
    /^(?:\[([^\]]+)\]|([^:]*))(?::\d+)?$/
      .exec(headers.host ?? "")
      ?.slice(1)
      .find(Boolean)
      ?.toLowerCase() ?? "";
  return /(^|\.)localhost$/.test(name) || /^127\.[\d.]+$/.test(name) || name === "::1" || names.includes(name);
}

async function refuse(): Promise<Answer> {
  const detail = "The emulator answers hosts of this machine only. Name this one in the option `hosts`.";
  const body = { errors: [{ code: "10010", title: "Not authorized", detail }] };
  return { response: Response.json(body, { status: 403, headers: { connection: "close" } }) };
}

async function send(
  { response, transport }: Answer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (transport === "lost") return void incoming.socket.destroy();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!transport) {
    if (response.body) for await (const chunk of response.body) outgoing.write(chunk);
    return void outgoing.end();
  }
  const body = Buffer.from(await response.arrayBuffer());
  if (transport === "reset") {
    outgoing.write(body.subarray(0, body.length >> 1), () => incoming.socket.destroy());
    return;
  }
  for (let at = 0; at < body.length; at += 16) {
    outgoing.write(body.subarray(at, at + 16));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  outgoing.end();
}

/** The body is read by whatever answers: after the key was checked, and within a bound. */
function toRequest(incoming: IncomingMessage, body: ReadableStream | null): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  }
  const url = `http://${incoming.headers.host ?? "127.0.0.1"}${incoming.url ?? "/"}`;
  return new Request(url, { method: incoming.method ?? "GET", headers, body, duplex: "half" } as RequestInit);
}
