/**
 * The byte checks that come before any backend. Runtimes differ in what they accept beyond RFC 8032: non-canonical
 * encodings, points of small order, keys with a torsion part. Refusing all of these here leaves one accept-set.
 */

const p = 2n ** 255n - 19n;
/** The order of the base point, L in RFC 8032. */
export const order = 2n ** 252n + 27742317777372353535851937790883648493n;
type Projective = readonly [bigint, bigint];
const mod = (value: bigint) => ((value % p) + p) % p;

/** Reads bytes as a number, least significant first. The length is a multiple of 8. */
export function littleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let value = 0n;
  for (let index = bytes.length - 8; index >= 0; index -= 8) value = (value << 64n) | view.getBigUint64(index, true);
  return value;
}

const yOf = (encoded: Uint8Array) => BigInt.asUintN(255, littleEndian(encoded));

/**
 * Whether 32 bytes are a canonical encoding of a point whose order does not divide 8.
 *
 * The points of small order are those with y = 0, y² = 1, or 121665y⁴ - 243332y² + 121666 = 0 (doubled, y is 0).
 */
export function isSoundEncoding(encoded: Uint8Array): boolean {
  const y = yOf(encoded);
  const y2 = (y * y) % p;
  return y < p && y !== 0n && y2 !== 1n && ((121665n * y2 - 243332n) * y2 + 121666n) % p !== 0n;
}

/** Whether 64 bytes can be a signature at all: S below L, R canonical and not of small order. */
export const isSignatureEncoding = (signature: Uint8Array): boolean =>
  littleEndian(signature.subarray(32)) < order && isSoundEncoding(signature.subarray(0, 32));

/**
 * Whether a sound encoding is a point of the curve, and one without a torsion part.
 *
 * x² = (y² - 1) / (dy² + 1) with d = -121665/121666 must be a square, which Euler's criterion tells. Then L times the
 * point must be the neutral element: a Montgomery ladder over u = (1 + y) / (1 - y) ends with Z = 0 exactly there. It
 * needs y only, so no curve library is loaded where verification is native.
 */
export function isTorsionFree(encoded: Uint8Array): boolean {
  const y = yOf(encoded);
  let square = 1n;
  let base = mod(121666n * (y * y - 1n) * (121666n - 121665n * y * y));
  for (let exponent = (p - 1n) / 2n; exponent; exponent >>= 1n, base = (base * base) % p) {
    if (exponent & 1n) square = (square * base) % p;
  }
  let low: Projective = [1n, 0n];
  let high: Projective = [1n + y, 1n - y];
  for (let bit = 252n; bit >= 0n; bit--) {
    const [[a, b], [c, d]] = [low, high];
    const [forward, back] = [(a - b) * (c + d), (a + b) * (c - d)];
    const sum = [mod((1n - y) * (forward + back) ** 2n), mod((1n + y) * (forward - back) ** 2n)] as Projective;
    const upper = (order >> bit) & 1n;
    const [x, z] = upper ? high : low;
    const [plus, minus] = [(x + z) ** 2n, (x - z) ** 2n];
    const twice = [mod(plus * minus), mod((plus - minus) * (plus + 121665n * (plus - minus)))] as Projective;
    [low, high] = upper ? [sum, twice] : [twice, sum];
  }
  return square === 1n && low[1] === 0n;
}
