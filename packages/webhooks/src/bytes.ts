/**
 * Bytes that no other thread can change, which is what WebCrypto takes. Spelt this way because `Uint8Array` takes a type
 * argument from TypeScript 5.7 on only, and the declarations are read by older ones.
 */
export type Bytes = ReturnType<typeof Uint8Array.of>;

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

const codes = new Uint8Array(128).fill(255);
for (const [value, character] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
  codes[character.charCodeAt(0)] = value;
}

/**
 * The bytes of a base64 text, or `undefined` where it is not canonical standard base64 of exactly that many bytes: full
 * padding, and zero in the bits that the last character carries beyond the bytes. `atob` would take white space, missing
 * padding and stray bits, and costs more than all the other checks before the signature.
 */
export function decodeBase64(text: unknown, length: 32 | 64): Bytes | undefined {
  const padding = length === 32 ? "=" : "==";
  const bytes = new Uint8Array(length);
  if (typeof text !== "string" || text.length !== (((length + 2) / 3) | 0) * 4 || !text.endsWith(padding))
    return undefined;
  let [bits, count, offset] = [0, 0, 0];
  for (let index = 0; index < text.length - padding.length; index++) {
    const code = codes[text.charCodeAt(index)] ?? 64;
    if (code > 63) return undefined;
    bits = (bits << 6) | code;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[offset++] = bits >> count;
      bits &= (1 << count) - 1;
    }
  }
  return bits === 0 ? bytes : undefined;
}
