// A variable: bundlers for Workers and browsers must not look for what is never reached there.
const wsPackage = "ws";

/** An open WebSocket, from the side that opened it. */
export interface WebSocketClient {
  send(text: string): void;
  close(): void;
  /**
   * Resolves when the other side has read everything that was sent, and its answers have come: after two pings, the
   * second of which is behind what it wrote meanwhile. A peer that answers no ping is given a quarter of a second.
   */
  exchanged(): Promise<void>;
  /** Bytes that the network has not taken yet. */
  readonly buffered: number;
}

export interface WebSocketHandlers {
  onMessage(text: string): void;
  /** Called once, whichever side closed it. */
  onClose(): void;
}

const connectTimeoutMs = 5_000;
/** How long a peer may take to answer pings, and to answer a close. */
const patienceMs = 250;
const longestMessage = 16 * 2 ** 20;

/** @throws {Error} when nobody listens there, or what listens is no WebSocket server. */
export async function openWebSocket(
  url: string,
  headers: Readonly<Record<string, string>>,
  { onMessage, onClose }: WebSocketHandlers,
): Promise<WebSocketClient> {
  const { WebSocket } = (await import(wsPackage)) as typeof import("ws");
  const limits = { handshakeTimeout: connectTimeoutMs, maxPayload: longestMessage, perMessageDeflate: false };
  const socket = new WebSocket(url, { headers, ...limits });
  socket.on("message", (data) => onMessage(String(data)));
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.on("error", reject);
  });
  let closed = false;
  // A peer that breaks the protocol is cut off.
  socket.on("error", () => socket.terminate());
  let onPong = () => {};
  socket.on("pong", () => onPong());
  const gone = new Promise<void>((resolve) => {
    socket.on("close", () => {
      if (!closed) onClose();
      closed = true;
      resolve();
    });
  });
  return {
    send: (text) => socket.send(text, () => {}),
    async exchanged() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref());
      for (let ping = 0; ping < 2 && !closed; ping++) {
        const answered = new Promise<void>((resolve) => {
          onPong = resolve;
        });
        socket.ping(() => {});
        await Promise.race([answered, gone, late]);
      }
    },
    close() {
      closed = true;
      // Without a code, as recorded streams were closed.
      socket.close();
      setTimeout(() => socket.terminate(), patienceMs).unref();
    },
    get buffered() {
      return socket.bufferedAmount;
    },
  };
}
