import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "./api/api.js";

// A variable: bundlers for Workers and browsers must not look for what is never reached there.
const nodeHttp = "node:http";

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the API on loopback.
 *
 * @throws {Error} when the port is taken.
 */
export async function startServer(port: number, answer: (request: Request) => Promise<Answer>): Promise<RunningServer> {
  const { createServer } = (await import(nodeHttp)) as typeof import("node:http");
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, answer).catch(() => incoming.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? portTaken(port, error) : error),
    );
    server.listen(port, "127.0.0.1", resolve);
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

function portTaken(port: number, cause: Error): Error {
  return new Error(
    `Port ${port} of 127.0.0.1 is taken. Stop what listens there, or give another port (0 for any free one).`,
    { cause },
  );
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: Request) => Promise<Answer>,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const { response, transport } = await answer(toRequest(incoming, Buffer.concat(chunks)));
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

function toRequest(incoming: IncomingMessage, body: Buffer): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  }
  const url = `http://${incoming.headers.host ?? "127.0.0.1"}${incoming.url ?? "/"}`;
  const method = incoming.method ?? "GET";
  return new Request(url, {
    method,
    headers,
    ...(body.length > 0 && method !== "GET" && method !== "HEAD" ? { body: new Uint8Array(body) } : {}),
  });
}
