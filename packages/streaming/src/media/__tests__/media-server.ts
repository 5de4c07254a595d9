import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { createMediaSession, type MediaSession, type MediaSessionOptions } from "../../media.js";

export interface MediaServer {
  readonly url: string;
  readonly sessions: readonly MediaSession[];
  close(): Promise<void>;
}

/** A server on a real socket that runs `handle` for every stream. */
export async function startMediaServer(
  handle: (session: MediaSession, socket: WebSocket) => Promise<void>,
  options: MediaSessionOptions = {},
): Promise<MediaServer> {
  const sessions: MediaSession[] = [];
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", maxPayload: 262_144 });
  server.on("connection", (socket) => {
    const session = createMediaSession(socket, options);
    sessions.push(session);
    void handle(session, socket);
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sessions,
    async close() {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
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
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return socket;
}
