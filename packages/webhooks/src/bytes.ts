import { type Bytes, decodeBase64, encodeBase64 } from "@telnyx-kit/core/internal";

export type { Bytes };

/** Copies byte arrays into one. */
export function concat(parts: readonly Uint8Array[]): Bytes {
  let offset = 0;
  for (const part of parts) offset += part.length;
  const bytes = new Uint8Array(offset);
  offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/**
 * Reads a text that must be the canonical base64 of exactly `length` bytes. `atob` also takes white space, missing padding,
 * and bits behind the last byte, so that one signature would have many spellings.
 */
export function decodeCanonicalBase64(text: unknown, length: 32 | 64): Bytes | undefined {
  if (typeof text !== "string" || text.length !== Math.ceil(length / 3) * 4) return undefined;
  const bytes = decodeBase64(text);
  return bytes?.length === length && encodeBase64(bytes) === text ? bytes : undefined;
}
