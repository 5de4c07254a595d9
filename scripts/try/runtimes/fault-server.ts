import { createServer, type Server, type Socket } from "node:net";
import type { Command, Fault } from "./fault-commands.js";

/** The events of one command that a server saw. */
export interface Seen {
  /** Requests that were read to their end. */
  requests: number;
  /** Whether the first of them came on a connection that had served another. */
  reused: boolean;
  /** Executed requests; with `command_id`, different ids. */
  effects: number;
}

/** Servers that keep connections alive and break the one that the first request of a command comes on. */
export interface FaultServers {
  readonly ports: readonly number[];
  readonly seen: ReadonlyMap<number, Seen>;
  readonly close: () => void;
}

interface Request {
  readonly path: string;
  readonly command: number | undefined;
  readonly body: string;
  /** How many requests the connection had served before. */
  readonly served: number;
}

/** Starts a server per lane, so that connections of one lane are not reused by another. */
export async function startFaultServers(count: number, commands: readonly Command[]): Promise<FaultServers> {
  const seen = new Map<number, Seen>();
  const ids = new Set<string>();
  const sockets = new Set<Socket>();

  /** Executes a command as Telnyx does: a `command_id` that it knows is ignored. */
  const execute = ({ command = -1, body }: Request, { safety }: { safety: string }, record: Seen) => {
    const id = safety === "deduped" ? `${command} ${/"command_id":"([^"]+)"/.exec(body)?.[1]}` : undefined;
    if (id === undefined || !ids.has(id)) record.effects++;
    if (id !== undefined) ids.add(id);
  };

  const serve = (socket: Socket, request: Request) => {
    const command = request.command === undefined ? undefined : commands[request.command];
    if (request.command === undefined || !command) {
      answer(socket, 200, '{"data":{}}', request.path.endsWith("/new"));
      return;
    }
    const { operation, fault } = command;
    const record = seen.get(request.command) ?? { requests: 0, reused: request.served > 0, effects: 0 };
    seen.set(request.command, record);
    const isFirst = record.requests++ === 0;
    const success =
      operation.response === "empty" ? "" : JSON.stringify({ data: { id: "1", call_control_id: "v3:1" } });
    if (!isFirst || (fault !== "429" && !fault.endsWith("unread"))) execute(request, operation, record);
    if (isFirst) breakConnection(socket, fault, response(success ? 200 : 204, success));
    else answer(socket, success ? 200 : 204, success);
  };

  const servers: Server[] = [];
  for (let lane = 0; lane < count; lane++) {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket)).on("error", () => {});
      readRequests(socket, (request) => serve(socket, request));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
  }
  return {
    ports: servers.map((server) => (server.address() as { port: number }).port),
    seen,
    close() {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Cuts what a connection brings into requests, with a length or in chunks. */
function readRequests(socket: Socket, serve: (request: Request) => void): void {
  let text = "";
  let served = 0;
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    for (;;) {
      const headEnd = text.indexOf("\r\n\r\n") + 4;
      if (headEnd < 4) return;
      const head = text.slice(0, headEnd);
      const isChunked = /^transfer-encoding: chunked/im.test(head);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      const lastChunk = text.indexOf("0\r\n\r\n", headEnd);
      if (isChunked && lastChunk < 0) return;
      const end = isChunked ? lastChunk + 5 : headEnd + length;
      if (text.length < end) return;
      const body = text.slice(headEnd, end);
      text = text.slice(end);
      const command = /^x-command: (\d+)/im.exec(head)?.[1];
      serve({ path: head.split(" ")[1] ?? "", command: command ? Number(command) : undefined, body, served });
      served++;
    }
  });
}

const response = (status: number, body: string, closes = false): string =>
  `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\n${closes ? "connection: close\r\n" : ""}${
    status === 204 ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`
  }\r\n${body}`;

function answer(socket: Socket, status: number, body: string, closes = false): void {
  socket.write(response(status, body, closes));
  if (closes) socket.end();
}

function breakConnection(socket: Socket, fault: Fault, whole: string): void {
  const status = Number.parseInt(fault, 10);
  if (status) answer(socket, status, '{"errors":[{"code":"1","title":"Fault"}]}', fault.endsWith("close"));
  if (status || fault === "silence") return;
  // The client may take the response for whole and use the connection again before it breaks.
  socket.removeAllListeners("data").resume();
  const head = whole.indexOf("\r\n\r\n") + 4;
  const part = {
    "in the status line": whole.slice(0, 10),
    "in the headers": whole.slice(0, 30),
    "after the headers": whole.slice(0, head),
    "in the body": whole.slice(0, Math.max(head, whole.length - 4)),
    "after 103": "HTTP/1.1 103 Early Hints\r\nlink: </>; rel=preload\r\n\r\n",
    "a pause": "",
  };
  const end = () => (fault.startsWith("reset") ? socket.resetAndDestroy() : socket.end());
  const sent = Object.entries(part).find(([place]) => fault.endsWith(place))?.[1];
  if (fault === "garbage") socket.end("\u0000\u0001HTTP/9 what\r\n\r\n");
  else if (sent === undefined) end();
  else socket.write(sent, () => setTimeout(end, fault.endsWith("a pause") ? 50 : 5));
}
