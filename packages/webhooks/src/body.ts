import { readBounded } from "@telnyx-kit/core/internal";
import { refuse } from "./refusal.js";
import { isRequest, type RequestLike } from "./request.js";

/** The raw body of a delivery: bytes or text, exactly as received. */
export type BodyInput = string | ArrayBufferLike | ArrayBufferView;

const encoder = new TextEncoder();

/**
 * Reads a body that is still raw into chunks. Anything else is refused with a message of its own. A function is an
 * adapter's reader, which stops when it is over the limit.
 */
export function readBody(source: unknown, limit: number): readonly Uint8Array[] | Promise<readonly Uint8Array[]> {
  // Before anything is copied: characters are never more than bytes.
  if (typeof source === "string" && source.length > limit) return refuse("body-too-large", { limit });
  const bytes = bytesOf(source);
  if (bytes) return bytes.length > limit ? refuse("body-too-large", { limit }) : [bytes];
  const unreadable = (cause: unknown) => refuse("body-unreadable", { cause });
  if (typeof source === "function") return source(limit).then((body: unknown) => readBody(body, limit), unreadable);
  if (isRequest(source)) return readRequest(source, limit).catch(unreadable);
  return refuse("body-parsed", { body: source });
}

async function readRequest(request: RequestLike, limit: number): Promise<readonly Uint8Array[]> {
  const stream = request.body as ReadableStream<Uint8Array> | null | undefined;
  if (request.bodyUsed || stream?.locked) return refuse("body-consumed");
  // Some classes hide their stream. An adapter or a gateway has read such a body already.
  if (stream === undefined || (stream && !stream.getReader)) return readBody(await request.arrayBuffer(), limit);
  return (await readBounded(stream, limit)) ?? refuse("body-too-large", { limit });
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (typeof body === "string") return encoder.encode(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  // By its tag, because an ArrayBuffer of another realm is one too, and a SharedArrayBuffer may be unknown here.
  const isBuffer = /Buffer\]$/.test(Object.prototype.toString.call(body));
  return isBuffer ? new Uint8Array(body as ArrayBuffer) : undefined;
}
