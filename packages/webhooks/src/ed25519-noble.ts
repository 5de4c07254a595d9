import { Point } from "@noble/ed25519";
import { littleEndian, order } from "./ed25519-encoding.js";

/**
 * Makes a verifier for runtimes without a native Ed25519.
 *
 * The check is the cofactorless one, [S]B - [k]A = R on encoded bytes, because every native implementation makes that
 * one. noble's own `verify` multiplies by the cofactor and would accept signatures that the others refuse.
 */
export function createNobleVerifier(publicKey: Uint8Array) {
  const a = Point.fromBytes(publicKey, false);
  return async (signature: Uint8Array, message: Uint8Array): Promise<boolean> => {
    const hashed = new Uint8Array(64 + message.length);
    hashed.set(signature.subarray(0, 32));
    hashed.set(publicKey, 32);
    hashed.set(message, 64);
    const k = littleEndian(new Uint8Array(await crypto.subtle.digest("SHA-512", hashed))) % order;
    const s = littleEndian(signature.subarray(32));
    const r = Point.BASE.multiply(s, false).subtract(a.multiply(k, false)).toBytes();
    return r.every((byte, index) => byte === signature[index]);
  };
}
