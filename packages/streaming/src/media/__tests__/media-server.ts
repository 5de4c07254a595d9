import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { createMediaSession, type MediaSession, type MediaSessionOptions } from "../../media.js";

export interface MediaServer {
  readonly url: string;
  readonly sessions: readonly MediaSession[];
  close(): Promise<void>;
}

/** A key and a certificate that `localhost` has signed for itself, for tests only. */
const fixture = (name: string) => readFileSync(new URL(`../__fixtures__/${name}`, import.meta.url));

/** A server on a real socket that runs `handle` for every stream. */
export async function startMediaServer(
  handle: (session: MediaSession, socket: WebSocket) => Promise<void>,
  options: MediaSessionOptions = {},
  protocol: "ws" | "wss" = "ws",
): Promise<MediaServer> {
  const sessions: MediaSession[] = [];
  const http =
    protocol === "ws"
      ? createServer()
      : createTlsServer({ key: fixture("localhost-key.pem"), cert: fixture("localhost.pem") });
  const server = new WebSocketServer({ server: http, maxPayload: 262_144 });
  server.on("connection", (socket) => {
    const session = createMediaSession(socket, options);
    sessions.push(session);
    void handle(session, socket);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `${protocol}://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sessions,
    async close() {
      for (const client of server.clients) client.terminate();
      server.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Plays every frame back to the caller, decoded and encoded again as a voice bot does. */
export async function echo(session: MediaSession): Promise<void> {
  for await (const message of session) {
    if (message.event === "media") session.sendSamples(session.samples(message));
  }
}

/** Connects as the platform does. */
export async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { ca: fixture("localhost.pem") });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return socket;
}
