import { ConfigurationError } from "@telnyx-kit/core/errors";
import { decodeBase64 } from "./bytes.js";
import { isSoundEncoding, isTorsionFree } from "./ed25519-encoding.js";

// The first that fits names what was found. The key is not secret, but no message repeats it.
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^undefined$/, "undefined: is the environment variable set?"],
  [/^$/, "an empty text"],
  [/---/, "a PEM block"],
  [/[\r\n]/, "a line break"],
  [/\s/, "white space"],
  [/["']/, "quotes"],
  [/^KEY/, "an API key"],
  [/^(0x)?[\da-f]+$/i, "hex"],
  [/^MCow/, "a DER (SPKI) key"],
  [/[-_]/, "URL-safe base64"],
  [/[^\w+/=]/, "characters that base64 has not"],
  [/^.{43}$/, "no = at the end"],
  [/^.{44}$/, "base64 that is not canonical"],
];

/**
 * Reads a public key: 32 bytes in standard base64, canonical, on the curve, without a torsion part.
 *
 * @throws {ConfigurationError} that names what was found.
 */
export function parsePublicKey(key: unknown): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(key, 32);
  if (bytes && isSoundEncoding(bytes) && isTorsionFree(bytes)) return bytes;
  const text = String(key);
  const found = bytes ? "a key that cannot be a signer's" : (kinds.find(([form]) => form.test(text)) ?? kinds)[1];
  throw new ConfigurationError(
    `publicKey must be the public key of the Telnyx portal, 44 characters of base64. Found ${typeof key === "string" || key === undefined ? `${found} (${text.length} characters)` : typeof key}.`,
  );
}
