import { refuse } from "./refuse.js";

/** The raw body of a delivery: bytes or text, exactly as received. */
export type BodyInput = string | ArrayBufferLike | ArrayBufferView;

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
export async function readBody(source: unknown, limit: number): Promise<readonly Uint8Array[]> {
  const unreadable = (cause: unknown) => refuse("body-unreadable", { cause });
  if (source instanceof Request && !source.bodyUsed) return readStream(source, limit).catch(unreadable);
  const body = typeof source === "function" ? await source(limit).catch(unreadable) : source;
  // Before anything is copied: characters are never more than bytes.
  if (typeof body === "string" && body.length > limit) return refuse("body-too-large", { limit });
  const bytes =
    typeof body === "string"
      ? new TextEncoder().encode(body)
      : ArrayBuffer.isView(body)
        ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
        : /Buffer\]$/.test(Object.prototype.toString.call(body)) && new Uint8Array(body as ArrayBuffer);
  if (!bytes || bytes.length > limit) return refuse(bytes ? "body-too-large" : "body-parsed", { body, limit });
  return [bytes];
}
