import { MediaStreamError } from "./media-stream-error.js";

/**
 * The part of a WebSocket that a session needs: any standard one (`ws`, Deno, Workers after `accept()`), or the socket of
 * `Bun.serve`, which has no listeners: pass its messages to `session.receive`.
 */
export interface MediaSocket {
  send(text: string): unknown;
  close(code?: number, reason?: string): unknown;
  /** 2 and more once the socket closes. */
  readonly readyState?: number;
  /** Bytes that were given to `send` and have not left yet. */
  readonly bufferedAmount?: number;
  /** The same, as Bun has it. */
  getBufferedAmount?(): number;
  addEventListener?(type: "message" | "close" | "error", listener: (event: unknown) => void): unknown;
}

/** Bytes that wait in the socket. Zero on runtimes that do not tell. */
export const bufferedBytes = (socket: MediaSocket): number =>
  socket.bufferedAmount ?? socket.getBufferedAmount?.() ?? 0;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a message in any of the forms that runtimes give it. */
export function textOf(data: unknown): string {
  if (typeof data === "string") return data;
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
    try {
      return utf8.decode(data);
    } catch (cause) {
      throw new MediaStreamError("A message is not UTF-8.", "malformed", { cause });
    }
  }
  throw new MediaStreamError(
    'A message came neither as text nor as bytes. Set `binaryType = "arraybuffer"` on the socket.',
    "malformed",
  );
}

/** Length of a message before it is decoded, in bytes or UTF-16 units. */
export function lengthOf(data: unknown): number {
  if (typeof data === "string") return data.length;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;
}
