import { concat } from "./bytes.js";

/** The part of Node's readable streams in use. */
export interface NodeReadable {
  /** Whether a request arrived to its end. */
  complete?: boolean | undefined;
  readableDidRead?: boolean | undefined;
  readableEnded?: boolean | undefined;
  destroyed?: boolean | undefined;
  on(event: string, listener: (argument: Uint8Array) => void): unknown;
  off(event: string, listener: (argument: Uint8Array) => void): unknown;
  pause(): unknown;
  destroy(): unknown;
}

/** Reads a stream's bytes, and stops as soon as there are more than `limit`. Rejects when the stream breaks off. */
export function readNodeBody(stream: NodeReadable, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const settle = (end: () => void) => {
      stream.off("data", onData);
      stream.off("end", onEnd);
      stream.off("close", onBroken);
      stream.pause();
      end();
    };
    const onData = (chunk: string | Uint8Array) => {
      const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
      length += bytes.length;
      chunks.push(bytes);
      if (length > limit) settle(() => resolve(concat(chunks)));
    };
    const onEnd = () => settle(() => resolve(concat(chunks)));
    const onBroken = (cause?: unknown) =>
      settle(() => reject(new Error("The request ended before its body did.", { cause })));
    stream.on("data", onData);
    stream.on("end", onEnd);
    stream.on("close", onBroken);
    // Stays for good: an error after the end would otherwise end the process.
    stream.on("error", onBroken);
    // A sender that hung up before the first read has emitted its last event already.
    if (stream.destroyed) onBroken();
  });
}
