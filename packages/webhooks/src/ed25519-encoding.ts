import { Point } from "@noble/ed25519";

/**
 * Rules for keys and signatures, checked before any backend sees them. Runtimes differ in what they accept beyond RFC 8032:
 * non-canonical encodings, points of small order, keys with a torsion part. Refusing these here leaves one accept-set.
 */

const { p } = Point.CURVE();
/** The order of the base point, L in RFC 8032. */
export const order = Point.CURVE().n;

// The y of the eight points whose order divides 8: 1 and -1 (orders 1 and 2), 0 (order 4), and two of order 8.
const eighth = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const smallOrder = new Set([0n, 1n, p - 1n, eighth, p - eighth]);

/** Reads bytes as a number, least significant first. The length is a multiple of 8. */
export function littleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let value = 0n;
  for (let index = bytes.length - 8; index >= 0; index -= 8) value = (value << 64n) | view.getBigUint64(index, true);
  return value;
}

/** Whether 64 bytes can be a signature at all: S below L, R canonical and not of small order. */
export function isSignatureEncoding(signature: Uint8Array): boolean {
  const y = BigInt.asUintN(255, littleEndian(signature.subarray(0, 32)));
  return littleEndian(signature.subarray(32)) < order && y < p && !smallOrder.has(y);
}

/** Whether 32 bytes can be a key: canonical, a point of the curve, not of small order, without a torsion part. */
export function isPublicKey(encoded: Uint8Array): boolean {
  try {
    const point = Point.fromBytes(encoded, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}
