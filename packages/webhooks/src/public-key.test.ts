import { Point } from "@noble/ed25519";
import { ConfigurationError } from "@telnyx-kit/core/errors";
import { resolveClock } from "@telnyx-kit/core/internal";
import { describe, expect, it } from "vitest";
import { smallOrderEncodings, torsionPoints } from "./__tests__/signature-cases.js";
import { createMemoryStore } from "./dedupe.js";
import { createWebhooks } from "./index.js";
import { createSigningKey } from "./testing.js";

const { publicKey } = await createSigningKey({ seed: new Uint8Array(32).fill(3) });
const raw = Buffer.from(publicKey, "base64");
const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]).toString("base64");
const pem = (kind: string, body: string, end = "\n") =>
  `-----BEGIN ${kind}-----${end}${body}${end}-----END ${kind}-----${end}`;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const p = 2n ** 255n - 19n;
const littleEndianHex = (value: bigint) => value.toString(16).padStart(64, "0").match(/../g)?.reverse().join("") ?? "";
const mixed = torsionPoints()
  .slice(1)
  .map((torsion) => Point.BASE.multiply(77n).add(torsion).toBytes());
// No square gives an x for these y: they lie on the twist.
const offCurve = [2, 7, 8, 11, 12, 13]
  .map((y) => Uint8Array.from([y, ...new Uint8Array(31)]))
  .filter((bytes) => {
    try {
      return !Point.fromBytes(bytes, false);
    } catch {
      return true;
    }
  });

/** Key, and what the message must name. */
const bad: readonly (readonly [unknown, RegExp])[] = [
  [undefined, /nothing: is the environment variable set/],
  [null, /nothing: is the environment variable set/],
  ["", /nothing, 0 characters/],
  [" ", /white space/],
  ["\n", /a line break/],
  [[], /1 to 8 keys, not 0/],
  [[publicKey, ""], /nothing/],
  [[publicKey, undefined], /nothing: is/],
  [Array(9).fill(publicKey), /1 to 8 keys, not 9/],
  [[[publicKey]], /publicKey must be/],
  [42, /Found 42/],
  [true, /Found true/],
  [{}, /Found \[object Object\]/],
  [{ publicKey }, /Found \[object Object\]/],
  [raw, /publicKey must be/],
  [new Uint8Array(32), /publicKey must be/],
  [Symbol("key"), /Found Symbol/],
  [`${publicKey}\n`, /a line break/],
  [`${publicKey}\r\n`, /a line break/],
  [`\n${publicKey}`, /a line break/],
  [`${publicKey.slice(0, 20)}\n${publicKey.slice(20)}`, /a line break/],
  [` ${publicKey}`, /white space/],
  [`${publicKey} `, /white space/],
  [`${publicKey}\t`, /white space/],
  [`${publicKey}\u00a0`, /white space/],
  [`\ufeff${publicKey}`, /white space/],
  [`"${publicKey}"`, /quotes/],
  [`'${publicKey}'`, /quotes/],
  [`${publicKey}"`, /quotes/],
  [pem("PUBLIC KEY", spki), /a PEM block/],
  [pem("PUBLIC KEY", spki, ""), /a PEM block/],
  [pem("PUBLIC KEY", spki, "\\n"), /a PEM block/],
  [pem("PUBLIC KEY", publicKey), /a PEM block/],
  [pem("PRIVATE KEY", spki), /a PEM block/],
  [pem("CERTIFICATE", spki.repeat(8)), /a PEM block/],
  [pem("RSA PUBLIC KEY", spki), /a PEM block/],
  [spki, /a DER \(SPKI\) key, 60 characters/],
  [spki.replace("=", ""), /a DER/],
  [raw.toString("hex"), /hex, 64 characters/],
  [raw.toString("hex").toUpperCase(), /hex/],
  [`0x${raw.toString("hex")}`, /hex/],
  [raw.toString("hex").slice(2), /hex/],
  ["KEY0123456789ABCDEF_abcdefghijklmnopqrstuv", /an API key/],
  ["KEY017B5F31C7C1A5", /an API key/],
  [publicKey.slice(0, -1), /base64 that is not of 32 bytes, 43 characters/],
  [publicKey.slice(0, -2), /42 characters/],
  [publicKey.slice(1), /43 characters/],
  [publicKey.slice(0, 20), /20 characters/],
  [`${publicKey}=`, /45 characters/],
  [`${publicKey}A`, /45 characters/],
  [publicKey + publicKey, /88 characters/],
  [`=${publicKey.slice(0, -1)}`, /44 characters/],
  [publicKey.replace("=", "B"), /44 characters/],
  [`${publicKey.slice(0, 42)}==`, /44 characters/],
  [`${publicKey.slice(0, 42)}B=`, /base64 that is not of 32 bytes/],
  [`${publicKey.slice(0, 42)}/=`, /base64 that is not of 32 bytes/],
  [`${publicKey.slice(0, 42)}9=`, /base64 that is not of 32 bytes/],
  [base64(raw.subarray(0, 31)), /44 characters/],
  [base64(Buffer.concat([raw, raw.subarray(0, 1)])), /44 characters/],
  [base64(Buffer.concat([raw, raw])), /88 characters/],
  [base64(raw.subarray(0, 16)), /24 characters/],
  ["A", /1 characters/],
  ["=".repeat(44), /44 characters/],
  [`${publicKey.slice(0, 10)}-${publicKey.slice(11)}`, /URL-safe/],
  [`${publicKey.slice(0, 10)}_${publicKey.slice(11)}`, /URL-safe/],
  [`${publicKey.slice(0, 10)}*${publicKey.slice(11)}`, /characters that base64 has not/],
  [`${publicKey.slice(0, 10)}.${publicKey.slice(11)}`, /characters that base64 has not/],
  [`${publicKey.slice(0, 10)}é${publicKey.slice(11)}`, /characters that base64 has not/],
  [`${publicKey.slice(0, 10)}\0${publicKey.slice(11)}`, /characters that base64 has not/],
  [`${publicKey.slice(0, 10)}Ａ${publicKey.slice(11)}`, /characters that base64 has not/],
  [`${publicKey.slice(0, 10)}\u200b${publicKey.slice(11)}`, /characters that base64 has not/],
  [`${publicKey},${publicKey}`, /characters that base64 has not/],
  [`ed25519:${publicKey}`, /characters that base64 has not/],
  ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE", /white space/],
  ["$TELNYX_PUBLIC_KEY", /characters that base64 has not/],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an environment file that nobody expanded
  ["${TELNYX_PUBLIC_KEY}", /characters that base64 has not/],
  ["process.env.TELNYX_PUBLIC_KEY", /characters that base64 has not|URL-safe/],
  ["undefined", /9 characters/],
  ...smallOrderEncodings().map((bytes) => [base64(bytes), /a point that no signer has/] as const),
  ...mixed.map((bytes) => [base64(bytes), /a point that no signer has/] as const),
  ...[2n, 3n, 18n].map(
    (low) => [Buffer.from(littleEndianHex(p + low), "hex").toString("base64"), /a point that no signer has/] as const,
  ),
  ...offCurve.map((bytes) => [base64(bytes), /a point that no signer has/] as const),
];

describe("createWebhooks({ publicKey })", () => {
  it(`refuses each of ${bad.length} bad keys at construction, with a message that names what was found`, () => {
    expect(bad.length).toBeGreaterThanOrEqual(100);
    for (const [key, named] of bad) {
      let error: unknown;
      try {
        createWebhooks({ publicKey: key as string });
      } catch (thrown) {
        error = thrown;
      }
      expect(ConfigurationError.isInstance(error), `${String(key)} was accepted`).toBe(true);
      expect((error as Error).message).toMatch(named);
    }
  });

  it("never repeats the key in the message", () => {
    for (const key of [`${publicKey}\n`, spki, raw.toString("hex"), "KEY0123456789ABCDEF_secretsecret"]) {
      expect(() => createWebhooks({ publicKey: key })).toThrow(expect.not.stringContaining(key.slice(4, 20)));
    }
  });

  it("takes one to eight keys", () => {
    expect(() => createWebhooks({ publicKey })).not.toThrow();
    expect(() => createWebhooks({ publicKey: Array(8).fill(publicKey) })).not.toThrow();
  });
});

describe("createWebhooks", () => {
  it.each([
    ["toleranceSeconds", 0],
    ["toleranceSeconds", -1],
    ["toleranceSeconds", Number.NaN],
    ["toleranceSeconds", Number.POSITIVE_INFINITY],
    ["toleranceSeconds", 86_401],
    ["toleranceSeconds", "300"],
    ["toleranceSeconds", null],
    ["maxBodyBytes", 0],
    ["maxBodyBytes", Number.POSITIVE_INFINITY],
    ["deadlineMs", 0],
    ["deadlineMs", 2 ** 31],
    ["keyCacheSeconds", 0],
    ["dedupe", { ttlSeconds: 599 }],
    ["dedupe", { maxEntries: 0 }],
  ])("refuses %s: %s", (name, value) => {
    const named = name === "dedupe" ? Object.keys(value as object).join() : name;
    expect(() => createWebhooks({ publicKey, [name]: value })).toThrow(new RegExp(`${named} must be a number from`));
  });

  it("refuses an unknown option by its name", () => {
    expect(() => createWebhooks({ publicKey, tolerance: 0 } as never)).toThrow(
      "createWebhooks has no option tolerance.",
    );
  });

  it("refuses a store in the place of the options that hold it, rather than to remember on its own", () => {
    expect(() => createWebhooks({ publicKey, dedupe: createMemoryStore(10, resolveClock()) } as never)).toThrow(
      "createWebhooks has no option claim.",
    );
  });
});
