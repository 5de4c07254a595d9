/** Copies byte arrays into one. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

// Canonical standard base64 of exactly 32 or 64 bytes: full padding, and zero in the bits that the last character
// carries beyond the bytes. `atob` alone takes white space, missing padding and stray bits.
const base64 = /^(?:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/]{85}[AQgw]==)$/;

/** The bytes of a canonical base64 text of the given length, or `undefined`. */
export function decodeBase64(text: unknown, length: 32 | 64): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== "string" || !base64.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return bytes.length === length ? bytes : undefined;
}
