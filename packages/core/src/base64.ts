/**
 * Bytes that no other thread can change, which is what WebCrypto takes. Spelt this way because `Uint8Array` takes a type
 * argument from TypeScript 5.7 on only, and the declarations are read by older ones.
 */
export type Bytes = ReturnType<typeof Uint8Array.of>;

// String.fromCharCode takes its characters as arguments, of which an engine allows only so many.
const step = 0x2000;

/** Writes bytes as standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += step) binary += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(binary);
}

/** Reads standard base64. `undefined` when the text is not base64. */
export function decodeBase64(text: string): Bytes | undefined {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
