import { ConfigurationError } from "@telnyx-kit/core/errors";
import { type Bytes, decodeCanonicalBase64 } from "./bytes.js";
import { isPublicKey } from "./ed25519-encoding.js";

type Keys = string | readonly string[];
/** A hint for the function that fetches keys. */
export interface FetchHint {
  /** Whether earlier keys are too old, or fit no signature: do not return cached ones. */
  readonly refresh: boolean;
}
export type FetchKeys = (hint: FetchHint) => Keys | Promise<Keys>;
/** Keys of 32 bytes each that passed every check. */
export type ParsedKeys = readonly Bytes[];

/** The account's public key, up to eight of them while one replaces another, or a function that fetches them. */
export type PublicKeyOption = Keys | FetchKeys;

// The first that fits names what was found. The key is not secret, but no message repeats it.
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^$/, "nothing"],
  [/---/, "a PEM block"],
  [/[\r\n]/, "a line break"],
  [/\s/, "white space"],
  [/["']/, "quotes"],
  [/^KEY/, "an API key"],
  [/^(0x)?[\da-f]+$/i, "hex"],
  [/^MCow/, "a DER (SPKI) key"],
  [/[^\w+/=-]/, "characters that base64 has not"],
  [/[-_]/, "URL-safe base64"],
  [/./, "base64 that is not of 32 bytes"],
];

function parsePublicKey(key: unknown): Bytes {
  const bytes = decodeCanonicalBase64(key, 32);
  if (bytes && isPublicKey(bytes)) return bytes;
  let found = String(key ?? "nothing: is the environment variable set?");
  if (bytes) found = "a point that no signer has";
  else if (typeof key === "string") found = `${kinds.find(([form]) => form.test(key))?.[1]}, ${key.length} characters`;
  throw new ConfigurationError(
    `publicKey must be the public key of the Telnyx portal, base64 of 44 characters. Found ${found}.`,
  );
}

/**
 * Reads public keys: 32 bytes in standard base64, canonical, on the curve, without a torsion part.
 *
 * @throws {ConfigurationError} that names what was found.
 */
export function parsePublicKeys(keys: unknown): ParsedKeys {
  const list = Array.isArray(keys) ? keys : [keys];
  if (list.length < 1 || list.length > 8)
    throw new ConfigurationError(`publicKey takes 1 to 8 keys, not ${list.length}.`);
  return list.map(parsePublicKey);
}
