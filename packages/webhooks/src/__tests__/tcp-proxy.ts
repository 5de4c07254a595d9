import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A proxy between a client and a server, for what happens to connections. */
export interface TcpProxy {
  readonly port: number;
  /** Milliseconds before each reply. */
  delayMs: number;
  /** Takes the connection down in place of the next reply: the command was executed, and its reply is lost. */
  loseNextReply(): void;
  stop(): void;
}

/** Starts a proxy in front of a port of this machine. */
export async function startProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let loses = false;
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (chunk) => upstream.write(chunk));
    upstream.on("data", (chunk) => {
      if (loses) {
        loses = false;
        client.destroy();
      } else if (proxy.delayMs > 0) setTimeout(() => client.write(chunk), proxy.delayMs);
      else client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    loseNextReply: () => {
      loses = true;
    },
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
