import type { Duplex } from "node:stream";

// Variables: bundlers for Workers and browsers must not look for what is never reached there.
const nodeHttp = "node:http";
const nodeHttps = "node:https";

/** An open WebSocket, from the side that opened it. */
export interface WebSocketClient {
  send(text: string): void;
  close(): void;
  /**
   * Resolves when the other side has read everything that was sent, and its answers have come: after two pings, the
   * second of which is behind what it wrote meanwhile.
   */
  exchanged(): Promise<void>;
  /** Bytes that the network has not taken yet. */
  readonly buffered: number;
}

export interface WebSocketHandlers {
  onMessage(text: string): void;
  /** Called once, whoever closed it. */
  onClose(): void;
}

const connectTimeoutMs = 5_000;
const longestExchangeMs = 250;
const longestMessage = 16 * 2 ** 20;
const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/**
 * Opens a WebSocket (RFC 6455). Node 20 has none of its own, and the one of later versions cannot carry the header with
 * the stream's token.
 *
 * @throws {Error} when nobody listens there, or what listens is no WebSocket server.
 */
export async function openWebSocket(
  url: string,
  headers: Readonly<Record<string, string>>,
  handlers: WebSocketHandlers,
): Promise<WebSocketClient> {
  const target = new URL(url.replace(/^ws/i, "http"));
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const accepted = await acceptOf(key);
  const node = (await import(target.protocol === "https:" ? nodeHttps : nodeHttp)) as typeof import("node:http");
  const request = node.request(target, {
    headers: {
      ...headers,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": key,
      "sec-websocket-version": "13",
    },
    timeout: connectTimeoutMs,
  });
  return new Promise((resolve, reject) => {
    request.once("error", reject);
    request.once("timeout", () => request.destroy(new Error(`${target.host} did not answer in time.`)));
    request.once("response", (response) => {
      response.resume();
      reject(new Error(`${target.host} answered ${response.statusCode} and no WebSocket.`));
    });
    request.once("upgrade", (response, socket, head) => {
      if (response.headers["sec-websocket-accept"] !== accepted) {
        socket.destroy();
        return reject(new Error(`${target.host} did not accept the WebSocket as RFC 6455 has it.`));
      }
      // The time limit was for connecting only.
      request.setTimeout(0);
      resolve(createClient(socket, head, handlers));
    });
    request.end();
  });
}

async function acceptOf(key: string): Promise<string> {
  const text = new TextEncoder().encode(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
  return Buffer.from(await crypto.subtle.digest("SHA-1", text)).toString("base64");
}

function createClient(socket: Duplex, head: Buffer, { onMessage, onClose }: WebSocketHandlers): WebSocketClient {
  let waiting = head;
  let message: Buffer[] = [];
  let closed = false;
  const pongs: (() => void)[] = [];

  const answered = () => {
    for (const resolve of pongs.splice(0)) resolve();
  };
  const close = () => {
    answered();
    if (closed) return;
    closed = true;
    socket.destroy();
    onClose();
  };
  const write = (opcode: number, payload: Buffer) => {
    if (!closed) socket.write(frame(opcode, payload));
  };

  function take(): boolean {
    const found = readFrame(waiting);
    if (!found) return false;
    waiting = waiting.subarray(found.length);
    const { opcode, payload, final } = found;
    if (opcode === opcodes.ping) write(opcodes.pong, payload);
    else if (opcode === opcodes.close) {
      // Answered with the code that came, then the connection ends.
      write(opcodes.close, payload.subarray(0, 2));
      close();
    } else if (opcode === opcodes.pong) answered();
    else {
      message.push(payload);
      if (final) {
        const text = Buffer.concat(message).toString("utf8");
        message = [];
        onMessage(text);
      }
    }
    return !closed;
  }

  const read = () => {
    if (waiting.length > longestMessage) return close();
    while (take());
  };
  socket.on("data", (chunk: Buffer) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    read();
  });
  socket.on("error", close);
  socket.on("close", close);
  read();
  return {
    send: (text) => write(opcodes.text, Buffer.from(text, "utf8")),
    async exchanged() {
      const late = AbortSignal.timeout(longestExchangeMs);
      for (let ping = 0; ping < 2 && !closed; ping++) {
        await new Promise<void>((resolve) => {
          pongs.push(resolve);
          late.addEventListener("abort", () => resolve(), { once: true });
          write(opcodes.ping, Buffer.alloc(0));
        });
      }
    },
    close() {
      // Without a code, as recorded streams were closed.
      write(opcodes.close, Buffer.alloc(0));
      closed = true;
      socket.end();
    },
    get buffered() {
      return socket.writableLength;
    },
  };
}

interface Frame {
  readonly opcode: number;
  readonly final: boolean;
  readonly payload: Buffer;
  /** Bytes that the frame took. */
  readonly length: number;
}

/** The frame at the beginning of the bytes; undefined where it is not complete. A server's frames have no mask. */
function readFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const header = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < header) return undefined;
  const size = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const length = header + size;
  if (bytes.length < length) return undefined;
  return { opcode: first & 0xf, final: (first & 0x80) !== 0, payload: bytes.subarray(header, length), length };
}

/** A frame of a client, which has to be masked. */
function frame(opcode: number, payload: Buffer): Buffer {
  const size = payload.length;
  const header = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127);
  if (header.length === 4) header.writeUInt16BE(size, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(size), 2);
  const mask = Buffer.from(crypto.getRandomValues(new Uint8Array(4)));
  const masked = Buffer.alloc(size);
  for (let index = 0; index < size; index++) masked[index] = (payload[index] as number) ^ (mask[index & 3] as number);
  return Buffer.concat([header, mask, masked]);
}
