import { type Bytes, concat, decodeCanonicalBase64 } from "./bytes.js";
import { isSignatureEncoding } from "./ed25519-encoding.js";
import { createNobleVerifier } from "./ed25519-noble.js";

type Awaitable<Value> = Value | Promise<Value>;
/** Tells whether a signature of 64 bytes over a message is valid under the key that the verifier was made for. */
export type Verifier = (signature: Bytes, message: Bytes) => Awaitable<boolean>;
/** Makes the verifier of a public key. The imported key is kept, so that a verification costs one call. */
export type Backend = (publicKey: Bytes) => Awaitable<Verifier>;

/** The part of `node:crypto` in use, where the runtime hands it out without an import. */
interface NodeCrypto {
  createPublicKey(key: { key: Uint8Array; format: "der"; type: "spki" }): object;
  verify(algorithm: null, message: Uint8Array, key: object, signature: Uint8Array): boolean;
}
const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => NodeCrypto } };

// The bytes before the 32 of a key in SPKI (RFC 8410).
const spki = Uint8Array.of(0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0);

/**
 * The native implementation of Node, called directly. WebCrypto takes the same one through the thread pool, where a slow
 * name server holds up every signature behind it, and takes 30 µs more for it than the check itself.
 */
export const nodeBackend: Backend = (publicKey) => {
  const crypto = process?.getBuiltinModule?.("node:crypto");
  if (!crypto) throw new Error("This runtime has no node:crypto.");
  const key = crypto.createPublicKey({ key: concat([spki, publicKey]), format: "der", type: "spki" });
  return (signature, message) => crypto.verify(null, message, key, signature);
};

/** WebCrypto. */
export const webCryptoBackend: Backend = async (publicKey) => {
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  return (signature, message) => crypto.subtle.verify("Ed25519", key, signature, message);
};

/** Point arithmetic in JavaScript. */
export const nobleBackend: Backend = createNobleVerifier;

let backend: Backend | undefined;

/** The first native implementation that passes a known answer (RFC 8032, test 2), else noble. Asked once a process. */
async function chooseBackend(): Promise<Backend> {
  const key = decodeCanonicalBase64("PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=", 32) as Bytes;
  const signature = "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==";
  for (const native of [nodeBackend, webCryptoBackend]) {
    try {
      const verify = await native(key);
      if (await verify(decodeCanonicalBase64(signature, 64) as Bytes, Uint8Array.of(0x72))) return native;
    } catch {}
  }
  return nobleBackend;
}

/**
 * Makes the verifier of a public key that `parsePublicKeys` gave.
 *
 * All backends see only signatures that passed the same byte checks. If a backend throws, the signature is
 * invalid. If it says no, no other backend is asked.
 */
export function createVerifier(publicKey: Bytes, chosen?: Backend) {
  // Kept as a value and not as a promise: on Workers a promise belongs to the request that made it.
  let verify: Verifier | undefined;
  return async (signature: Bytes, message: Bytes): Promise<boolean> => {
    if (!isSignatureEncoding(signature)) return false;
    if (!chosen) backend ??= await chooseBackend();
    verify ??= await (chosen ?? backend ?? nobleBackend)(publicKey);
    try {
      return await verify(signature, message);
    } catch {
      return false;
    }
  };
}
