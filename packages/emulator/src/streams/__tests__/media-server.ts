import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { testEmulator } from "../../__tests__/test-call.js";
import type { EmulatorOptions } from "../../options.js";

type Message = Record<string, unknown> & { event: string };
export type Handle = (message: Message, socket: WebSocket, send: (frame: object) => void) => void;

/** An application's WebSocket server that keeps what comes. */
export async function mediaServer(handle: Handle = () => {}, options: { autoPong?: boolean } = {}) {
  const messages: Message[] = [];
  const requests: IncomingMessage[] = [];
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", ...options });
  let closedWith: number | undefined;
  server.on("connection", (socket, request) => {
    requests.push(request);
    socket.on("close", (code) => {
      closedWith = code;
    });
    socket.on("message", (data) => {
      const message = JSON.parse(String(data)) as Message;
      messages.push(message);
      handle(message, socket, (frame) => socket.send(JSON.stringify(frame)));
    });
  });
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    requests,
    closedWith: () => closedWith,
    sockets: () => server.clients.size,
    of: (event: string) => messages.filter((message) => message.event === event),
  };
}

export async function streamed(url: string, fields: object = {}, options: EmulatorOptions = {}) {
  const calls = await testEmulator(options);
  const call = await calls.answeredCall();
  await calls.act(call, "streaming_start", { stream_url: url, stream_bidirectional_mode: "rtp", ...fields });
  await calls.emulator.settle();
  return { ...calls, call };
}

export const echo: Handle = ({ event, media }, _socket, send) => {
  if (event === "media") send({ event, media: { payload: (media as { payload: string }).payload } });
};
export const frame = (level: number, ms = 20) => new Uint8Array(ms * 8).fill(level);
export const payload = (level: number, ms = 20) => Buffer.from(frame(level, ms)).toString("base64");
