import { connect } from "node:net";

/** The reply: the status and the body, or status 0 if the connection was closed without one. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  readonly sent: number;
}

/**
 * Sends bytes over a socket exactly as given, which no HTTP client would do, and reads one reply. Bytes that
 * cannot be sent any more, because the other side has closed, are no error.
 */
export function rawRequest(
  port: number,
  head: readonly string[],
  body: Iterable<Uint8Array>,
  timeoutMs = 5_000,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }).setMaxListeners(0);
    let received = "";
    let sent = 0;
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      const [headers = "", ...rest] = received.split("\r\n\r\n");
      resolve({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(headers)?.[1] ?? 0),
        head: headers,
        body: rest.join("\r\n\r\n"),
        sent,
      });
    };
    const timer = setTimeout(finish, timeoutMs);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const length = /content-length: (\d+)/i.exec(received)?.[1];
      const rest = received.split("\r\n\r\n")[1];
      if (rest !== undefined && (length ? rest.length >= Number(length) : rest.endsWith("0"))) finish();
    });
    socket.on("error", () => {});
    socket.on("close", finish);
    socket.on("connect", async () => {
      socket.write(`${head.join("\r\n")}\r\n\r\n`, "latin1");
      for (const chunk of body) {
        if (socket.destroyed) return;
        sent += chunk.length;
        if (!socket.write(chunk)) {
          await new Promise<void>((drained) => {
            socket.once("drain", drained);
            socket.once("close", drained);
          });
        }
      }
    });
  });
}
