import { etc, Point } from "@noble/ed25519";
import { describe, expect, it } from "vitest";
import { judge as judgeWith } from "./__tests__/judge.js";
import {
  fromHex,
  matrixCases,
  mutationCases,
  publishedCases,
  type SignatureCase,
  seeded,
  smallOrderEncodings,
  torsionPoints,
} from "./__tests__/signature-cases.js";
import { type Backend, createVerifier, nobleBackend, nodeBackend, webCryptoBackend } from "./ed25519.js";
import { isPublicKey, isSignatureEncoding } from "./ed25519-encoding.js";
import { parsePublicKeys } from "./public-key.js";

const judge = (cases: readonly SignatureCase[], backend: Backend) =>
  judgeWith(cases, backend, { createVerifier, parsePublicKeys });

const signatureWith = (r: Uint8Array) => Uint8Array.from([...r, ...new Uint8Array(32)]);

describe("isSignatureEncoding", () => {
  it("refuses an R that is one of the 14 encodings of points of small order", () => {
    expect(new Set(smallOrderEncodings().map(String)).size).toBe(14);
    expect(smallOrderEncodings().map(signatureWith).filter(isSignatureEncoding)).toEqual([]);
  });

  it("refuses an R whose y is p or more", () => {
    for (let low = 0xed; low <= 0xff; low++) {
      for (const last of [0x7f, 0xff]) {
        const encoded = Uint8Array.from([low, ...new Uint8Array(30).fill(0xff), last]);
        expect(isSignatureEncoding(signatureWith(encoded))).toBe(false);
      }
    }
  });

  it("accepts every other R, and only an S below L", () => {
    const signature = signatureWith(Point.BASE.toBytes());
    expect(isSignatureEncoding(signature)).toBe(true);
    signature.set(etc.hexToBytes(Point.CURVE().n.toString(16).padStart(64, "0")).reverse(), 32);
    expect(isSignatureEncoding(signature)).toBe(false);
    signature[32] = (signature[32] as number) - 1;
    expect(isSignatureEncoding(signature)).toBe(true);
  });
});

describe("isPublicKey", () => {
  it("accepts points without a torsion part, and no others", () => {
    for (let scalar = 1n; scalar <= 12n; scalar++) {
      for (const [index, torsion] of torsionPoints().entries()) {
        expect(
          isPublicKey(
            Point.BASE.multiply(scalar ** 40n)
              .add(torsion)
              .toBytes(),
          ),
        ).toBe(index === 0);
      }
    }
    expect(smallOrderEncodings().filter(isPublicKey)).toEqual([]);
  });

  it("refuses about 15 of 16 random texts of 32 bytes: no points, or points with a torsion part", () => {
    const random = seeded(5);
    const texts = Array.from({ length: 400 }, () => Uint8Array.from({ length: 32 }, () => random(256)));
    const accepted = texts.filter(isPublicKey).length;
    expect(accepted).toBeGreaterThan(10);
    expect(accepted).toBeLessThan(45);
  });
});

const backends = [nodeBackend, webCryptoBackend, nobleBackend];
const disagreements = (cases: readonly SignatureCase[], verdicts: string) =>
  cases
    .filter(({ expected }, index) => expected !== (verdicts[index] === "1") || verdicts[index] === "x")
    .map(({ name }) => name);

describe("createVerifier", () => {
  it("gives the expected verdict on the generated matrix with every backend", async () => {
    const cases = await matrixCases();
    for (const backend of backends) expect(disagreements(cases, await judge(cases, backend))).toEqual([]);
    const accepted = (await judge(cases, nodeBackend)).replaceAll(/[^1]/g, "").length;
    console.log(`matrix: ${cases.length} cases, ${accepted} accepted, node:crypto, WebCrypto and noble agree`);
    expect(accepted).toBe(20);
  });

  it("gives the expected verdict on the published vectors with every backend", async () => {
    const published = publishedCases();
    for (const backend of backends) expect(disagreements(published, await judge(published, backend))).toEqual([]);
    const verdicts = await judge(published, nodeBackend);
    console.log(`published vectors: ${published.length} cases, ${verdicts.replaceAll(/[^1]/g, "").length} accepted`);
  });

  it("sees no difference between native and noble in 10,000 seeded mutations", { timeout: 120_000 }, async () => {
    const cases = await mutationCases(10_000);
    const native = await judge(cases, nodeBackend);
    for (const backend of [webCryptoBackend, nobleBackend]) expect(await judge(cases, backend)).toBe(native);
    const count = (verdict: string) => native.split(verdict).length - 1;
    console.log(`mutations: ${count("1")} accepted, ${count("0")} refused, ${count("k")} refused with their key`);
    expect(native).not.toContain("x");
    expect(count("1")).toBeGreaterThan(100);
    expect(count("0")).toBeGreaterThan(5_000);
  });

  it("takes an exception of the backend for an invalid signature, and asks no other", async () => {
    const [first] = (await matrixCases()).filter(({ expected }) => expected) as [SignatureCase];
    const throwing = async () => () => Promise.reject(new Error("broken"));
    expect(await judge([first], throwing)).toBe("0");
    expect(await judge([first], async () => async () => false)).toBe("0");
    expect(fromHex(first.publicKey)).toHaveLength(32);
  });
});
