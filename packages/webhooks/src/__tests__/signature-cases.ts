import { readFileSync } from "node:fs";
import { etc, getPublicKeyAsync, Point, signAsync } from "@noble/ed25519";
import { littleEndian, order } from "../ed25519-encoding.js";

/** A signature to judge, in hex, with the verdict where it is known. */
export interface SignatureCase {
  readonly name: string;
  readonly publicKey: string;
  readonly signature: string;
  readonly message: string;
  readonly expected?: boolean;
}

const hex = etc.bytesToHex;
const bytes = etc.hexToBytes;

/** A small seeded generator (mulberry32): the same cases on every run and every machine. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function encode(value: bigint, length = 32): Uint8Array {
  const result = new Uint8Array(length);
  for (let index = 0, rest = value; index < length; index++, rest >>= 8n) result[index] = Number(rest & 255n);
  return result;
}

const p = 2n ** 255n - 19n;

/** The eight points whose order divides 8. */
export function torsionPoints(): Point[] {
  const eighth = Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", true);
  const points = [Point.ZERO];
  for (let count = 1; count < 8; count++) points.push((points[count - 1] as Point).add(eighth));
  return points;
}

/** The 14 encodings that decode to a point of small order, non-canonical ones among them. */
export function smallOrderEncodings(): Uint8Array[] {
  const ys = new Set(torsionPoints().map((point) => littleEndian(point.toBytes()) & (2n ** 255n - 1n)));
  const result: Uint8Array[] = [];
  for (const y of [...ys, p, p + 1n]) for (const sign of [0n, 1n]) result.push(encode(y | (sign << 255n)));
  return result;
}

async function sha512(...parts: Uint8Array[]): Promise<bigint> {
  const digest = await crypto.subtle.digest("SHA-512", etc.concatBytes(...parts) as Uint8Array<ArrayBuffer>);
  return littleEndian(new Uint8Array(digest)) % order;
}

/** Signs with a point of torsion mixed into the key or into R: what implementations of Ed25519 disagree about. */
async function signWithTorsion(message: Uint8Array, keyTorsion: Point, rTorsion: Point, tweak: bigint) {
  const [a, r] = [(7n ** 90n + tweak) % order, (11n ** 70n + tweak) % order];
  const publicKey = Point.BASE.multiply(a, false).add(keyTorsion).toBytes();
  const R = Point.BASE.multiply(r, false).add(rTorsion).toBytes();
  const k = await sha512(R, publicKey, message);
  return { publicKey, signature: etc.concatBytes(R, encode((r + k * a) % order)) };
}

/** Small-order, non-canonical and mixed-order keys, R and S in every combination, with honest ones between them. */
export async function matrixCases(): Promise<SignatureCase[]> {
  const cases: SignatureCase[] = [];
  const add = (name: string, publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array, expected: boolean) =>
    cases.push({ name, publicKey: hex(publicKey), signature: hex(signature), message: hex(message), expected });
  const weak = [...smallOrderEncodings(), ...[2n, 5n, 18n].map((low) => encode(p + low))];
  const honestR = Point.BASE.multiply(9n).toBytes();
  const honestKey = Point.BASE.multiply(5n).toBytes();
  for (const [index, message] of [new Uint8Array(), encode(77n, 8)].entries()) {
    for (const [a, key] of [...weak, honestKey].entries()) {
      for (const [r, R] of [...weak, honestR].entries()) {
        for (const S of [0n, 1n, order - 1n, order, order + 1n]) {
          add(`weak key ${a}, R ${r}, S ${S}, message ${index}`, key, etc.concatBytes(R, encode(S)), message, false);
        }
      }
    }
  }
  for (const [keyIndex, keyTorsion] of torsionPoints().entries()) {
    for (const [rIndex, rTorsion] of torsionPoints().entries()) {
      for (let tweak = 0n; tweak < 4n; tweak++) {
        const message = encode(tweak, 3);
        const { publicKey, signature } = await signWithTorsion(message, keyTorsion, rTorsion, tweak);
        const name = `torsion ${keyIndex} in the key, ${rIndex} in R, message ${tweak}`;
        add(name, publicKey, signature, message, keyIndex === 0 && rIndex === 0);
      }
    }
  }
  for (let index = 1; index <= 16; index++) {
    const secret = encode(BigInt(index) * 0x1234567n);
    const [publicKey, message] = [await getPublicKeyAsync(secret), encode(BigInt(index), index * 7)];
    const signature = await signAsync(message, secret);
    add(`honest ${index}`, publicKey, signature, message, true);
    const shifted = etc.concatBytes(signature.subarray(0, 32), encode(littleEndian(signature.subarray(32)) + order));
    add(`honest ${index} with S + L`, publicKey, shifted, message, false);
  }
  return cases;
}

/** Signatures in which a seeded change or two was made, of bits or bytes, in message, signature or key. */
export async function mutationCases(count: number): Promise<SignatureCase[]> {
  const random = seeded(20_260_801);
  const secret = encode(0xabcdefn);
  const publicKey = await getPublicKeyAsync(secret);
  const cases: SignatureCase[] = [];
  for (let index = 0; index < count; index++) {
    const message = encode(BigInt(index) ** 3n, 24 + random(40));
    const parts = [Uint8Array.from(publicKey), await signAsync(message, secret), message] as const;
    const changes = random(20) === 0 ? 0 : 1 + random(2);
    for (let change = 0; change < changes; change++) {
      const target = parts[[0, 1, 1, 1, 2, 2][random(6)] as 0 | 1 | 2];
      const at = random(target.length);
      const special = [0x00, 0xff, 0x7f, 0x80][random(4)] as number;
      target[at] = random(3) === 0 ? special : (target[at] as number) ^ (1 << random(8));
    }
    const [key, signature, changed] = parts;
    cases.push({ name: `mutation ${index}`, publicKey: hex(key), signature: hex(signature), message: hex(changed) });
  }
  return cases;
}

const folder = new URL("../__fixtures__/vectors/", import.meta.url);

/** Published vectors (Wycheproof, RFC 8032, speccheck) with the verdicts of strict RFC 8032. */
export function publishedCases(): SignatureCase[] {
  const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  const accept: Record<string, number[]> = read("expected-accept.json").accept;
  const expected = (set: string, id: number) => accept[set]?.includes(id) ?? false;
  const cases: SignatureCase[] = [];
  for (const group of read("wycheproof-ed25519_test.json").testGroups) {
    for (const { tcId, msg, sig } of group.tests) {
      const name = `wycheproof ${tcId}`;
      cases.push({
        name,
        publicKey: group.publicKey.pk,
        signature: sig,
        message: msg,
        expected: expected("wycheproof", tcId),
      });
    }
  }
  for (const [id, { pub, msg, sig }] of read("rfc8032-ed25519.json").entries()) {
    cases.push({
      name: `rfc8032 ${id}`,
      publicKey: pub,
      signature: sig,
      message: msg,
      expected: expected("rfc8032", id),
    });
  }
  for (const [id, { message, pub_key, signature }] of read("speccheck-cases.json").entries()) {
    const name = `speccheck ${id}`;
    cases.push({ name, publicKey: pub_key, signature, message, expected: expected("speccheck", id) });
  }
  return cases;
}

export { bytes as fromHex };
