import { once } from "node:events";
import { WebSocketServer } from "ws";
import { echo } from "./echo-bot.js";

/** Takes media streams on a port of its own; 0 is any that is free. */
export async function startMediaServer(port: number, authToken: string) {
  const server = new WebSocketServer({ port });
  server.on("connection", (socket) => {
    echo(socket, authToken).then(
      (echoes) => console.log(`a stream ended after ${echoes} sentences`),
      (error) => console.error(String(error)),
    );
  });
  await once(server, "listening");
  const { port: taken } = server.address() as { port: number };
  return { url: `ws://127.0.0.1:${taken}`, close: () => void server.close() };
}
