import { refuse } from "./refusal.js";

/** The raw body of a delivery: bytes or text, exactly as received. */
export type BodyInput = string | ArrayBufferLike | ArrayBufferView;

const encoder = new TextEncoder();

/** Reads the body of a `Request`, up to `limit` bytes, counted on what arrives: `Content-Length` may lie. */
async function readStream(request: Request, limit: number): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let left = limit;
  const reader = request.body?.getReader();
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) return chunks;
    left -= value.length;
    if (left < 0) {
      // Not awaited: the sender may never stop, and the answer is already known.
      reader?.cancel().catch(() => {});
      return refuse("body-too-large", { limit });
    }
    chunks.push(value);
  }
}

/**
 * The chunks of a body that is still raw. Anything else is refused with a message of its own. A function is an adapter's
 * reader, which stops when it is over the limit.
 */
export function readBody(source: unknown, limit: number): readonly Uint8Array[] | Promise<readonly Uint8Array[]> {
  // Before anything is copied: characters are never more than bytes.
  if (typeof source === "string" && source.length > limit) return refuse("body-too-large", { limit });
  const bytes = bytesOf(source);
  if (bytes) return bytes.length > limit ? refuse("body-too-large", { limit }) : [bytes];
  const unreadable = (cause: unknown) => refuse("body-unreadable", { cause });
  if (typeof source === "function") return source(limit).then((body: unknown) => readBody(body, limit), unreadable);
  if (source instanceof Request && !source.bodyUsed) return readStream(source, limit).catch(unreadable);
  return refuse("body-parsed", { body: source });
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (typeof body === "string") return encoder.encode(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  // By its tag, because an ArrayBuffer of another realm is one too, and a SharedArrayBuffer may be unknown here.
  const isBuffer = /Buffer\]$/.test(Object.prototype.toString.call(body));
  return isBuffer ? new Uint8Array(body as ArrayBuffer) : undefined;
}
