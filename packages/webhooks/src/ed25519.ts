import { decodeBase64 } from "./bytes.js";
import { isSignatureEncoding } from "./ed25519-encoding.js";

type Bytes = Uint8Array<ArrayBuffer>;
/** Tells whether a signature of 64 bytes over a message is valid under the key that the verifier was made for. */
export type Verifier = (signature: Bytes, message: Bytes) => Promise<boolean>;
/** Makes the verifier of a public key. */
export type Backend = (publicKey: Bytes) => Promise<Verifier>;

/** WebCrypto. The imported key is kept, so that a verification costs one call. */
export const nativeBackend: Backend = async (publicKey) => {
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  return (signature, message) => crypto.subtle.verify("Ed25519", key, signature, message);
};

/** Point arithmetic in JavaScript, loaded only here. */
export const nobleBackend: Backend = async (publicKey) =>
  (await import("./ed25519-noble.js")).createNobleVerifier(publicKey);

let backend: Backend | undefined;

/** Native where it passes a known answer (RFC 8032, test 2), noble elsewhere. Asked once a process. */
async function chooseBackend(): Promise<Backend> {
  try {
    const verify = await nativeBackend(decodeBase64("PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=", 32) as Bytes);
    const signature = "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==";
    if (await verify(decodeBase64(signature, 64) as Bytes, new TextEncoder().encode("r"))) return nativeBackend;
  } catch {}
  return nobleBackend;
}

/**
 * Makes the verifier of a public key that `parsePublicKey` gave.
 *
 * Both backends see only signatures that passed the same byte checks. What a backend throws is an invalid signature;
 * a backend that says no is believed, never asked again elsewhere.
 */
export function createVerifier(publicKey: Bytes, chosen?: Backend): Verifier {
  // Kept as a value and not as a promise: on Workers a promise belongs to the request that made it.
  let verify: Verifier | undefined;
  return async (signature, message) => {
    if (!isSignatureEncoding(signature)) return false;
    if (!chosen) backend ??= await chooseBackend();
    verify ??= await (chosen ?? backend ?? nobleBackend)(publicKey);
    return verify(signature, message).catch(() => false);
  };
}
