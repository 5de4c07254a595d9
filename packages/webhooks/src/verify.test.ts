import { describe, expect, it } from "vitest";
import {
  body,
  headers,
  key,
  message,
  now,
  options,
  signature,
  timestamp,
  verdict,
  webhooks,
} from "./__tests__/delivery.js";
import { createWebhooks } from "./index.js";

describe("the timestamp", () => {
  it("counts within the tolerance, inclusive, in both directions", async () => {
    for (const [offset, expected] of [
      [0, "accepted"],
      [300, "accepted"],
      [-300, "accepted"],
      [301, "timestamp-outside-tolerance"],
      [-301, "timestamp-outside-tolerance"],
    ] as const) {
      expect(await verdict(await key.sign(body, now + offset))).toBe(expected);
    }
  });

  it("names the skew and its direction", async () => {
    expect(await message(await key.sign(body, now - 900))).toContain("900 seconds old, the tolerance is 300");
    expect(await message(await key.sign(body, now + 900))).toContain("900 seconds in the future");
  });

  it("is refused when the clock gives no number", async () => {
    const broken = createWebhooks({ ...options, clock: { now: () => Number.NaN } });
    expect(await verdict(headers, body, broken)).toMatch(/^timestamp-/);
  });

  const forms = [
    "",
    " ",
    "0",
    "-1760000000",
    "+1760000000",
    "01760000000",
    "1760000000.0",
    "1760000000.5",
    "1.76e9",
    "1760000000n",
    "0x68e77800",
    " 1760000000",
    "1760000000 ",
    "1760000000\n",
    "\t1760000000",
    "1,760,000,000",
    "1_760_000_000",
    "1760000000;",
    "1760000000,1760000000",
    "1760000000, 1760000000",
    "1760000000 1760000000",
    "1760000000000",
    "176000000",
    "1760000000abc",
    "abc1760000000",
    "NaN",
    "Infinity",
    "null",
    "undefined",
    "true",
    "[1760000000]",
    '"1760000000"',
    "１７６００００００００",
    "١٧٦٠٠٠٠٠٠٠",
    "2025-10-09T08:53:20Z",
    "Thu, 09 Oct 2025 08:53:20 GMT",
    "1760000000\0",
    "1760000000\u200b",
    "9999999999999",
    "1760000000/",
  ];
  it(`is refused in each of ${forms.length} other forms, though the form itself was signed`, async () => {
    expect(forms.length).toBeGreaterThanOrEqual(40);
    for (const form of forms) {
      const signed = await key.sign(body, form as unknown as number); // signed as it stands
      expect(await verdict({ ...signed, "telnyx-timestamp": form }), JSON.stringify(form)).not.toBe("accepted");
    }
  });

  it("is refused when it is no text", async () => {
    for (const value of [
      now,
      BigInt(now),
      new Date(now * 1000),
      { toString: () => timestamp },
      [timestamp, timestamp],
      [],
    ]) {
      expect(await verdict({ ...headers, "telnyx-timestamp": value })).not.toBe("accepted");
    }
  });
});

describe("the signature", () => {
  const raw = Buffer.from(signature, "base64");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const stray = (bits: number) =>
    `${signature.slice(0, 85)}${alphabet[alphabet.indexOf(signature[85] as string) | bits]}==`;
  const forms = [
    "",
    " ",
    "=",
    "==",
    signature.slice(0, -1),
    signature.slice(0, -2),
    `${signature}=`,
    `${signature}==`,
    ` ${signature}`,
    `${signature} `,
    `${signature}\n`,
    `\n${signature}`,
    `${signature}\r\n`,
    `${signature}\t`,
    `${signature.slice(0, 44)}\n${signature.slice(44)}`,
    `${signature.slice(0, 44)} ${signature.slice(44)}`,
    raw.toString("hex"),
    raw.toString("hex").toUpperCase(),
    raw.toString("base64url"),
    `${raw.toString("base64url")}==`,
    `"${signature}"`,
    `'${signature}'`,
    `ed25519=${signature}`,
    `v1,${signature}`,
    `v1=${signature}`,
    `${signature},${signature}`,
    `${signature}, ${signature}`,
    `${signature} ${signature}`,
    signature + signature,
    stray(1),
    stray(2),
    stray(8),
    stray(15),
    signature.toLowerCase(),
    signature.toUpperCase(),
    raw.subarray(0, 63).toString("base64"),
    Buffer.concat([raw, raw.subarray(0, 1)]).toString("base64"),
    Buffer.concat([raw.subarray(32), raw.subarray(0, 32)]).toString("base64"),
    Buffer.from(signature).toString("base64"),
    Buffer.alloc(64).toString("base64"),
    Buffer.alloc(64, 255).toString("base64"),
    `${signature.slice(0, 86)}%3D%3D`,
    encodeURIComponent(signature),
    `${signature}\0`,
    `${signature.slice(0, 87)}A`,
    `${signature.slice(0, 86)}A=`,
    `\u200b${signature}`,
    signature.replace(/^./, "Ａ"),
    "null",
    "undefined",
  ].filter((form) => form !== signature);
  it.each([
    ["cut", signature.slice(0, -1), "signature-malformed"],
    ["there twice, in one line", `${signature}, ${signature}`, "header-repeated"],
    ["there twice, in two lines", [signature, signature], "header-repeated"],
    ["a number", 1, "header-repeated"],
    ["missing", undefined, "header-missing"],
  ])("that is %s is named so", async (_, value, failure) => {
    expect(await verdict({ ...headers, "telnyx-signature-ed25519": value })).toBe(failure);
  });

  it(`is refused in each of ${forms.length} other forms`, async () => {
    expect(forms.length).toBeGreaterThanOrEqual(40);
    for (const form of forms) {
      expect(await verdict({ ...headers, "telnyx-signature-ed25519": form }), JSON.stringify(form)).not.toBe(
        "accepted",
      );
    }
  });

  it("is refused when it is no text", async () => {
    for (const value of [raw, new Uint8Array(raw), { toString: () => signature }, [signature, signature], [], 1]) {
      expect(await verdict({ ...headers, "telnyx-signature-ed25519": value })).not.toBe("accepted");
    }
  });

  it("is refused after every flip of one bit of body, timestamp and signature", async () => {
    let flips = 0;
    const flipped = function* (bytes: Uint8Array) {
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const copy = Uint8Array.from(bytes);
        copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
        flips++;
        yield copy;
      }
    };
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
    for (const changed of flipped(Buffer.from(body)))
      expect(await verdict(headers, changed)).toBe("signature-mismatch");
    for (const changed of flipped(raw)) {
      expect(await verdict({ ...headers, "telnyx-signature-ed25519": Buffer.from(changed).toString("base64") })).toBe(
        "signature-mismatch",
      );
    }
    for (const changed of flipped(Buffer.from(timestamp))) {
      expect(await verdict({ ...headers, "telnyx-timestamp": text(changed) })).not.toBe("accepted");
    }
    for (const changed of flipped(Buffer.from(signature))) {
      expect(await verdict({ ...headers, "telnyx-signature-ed25519": text(changed) })).not.toBe("accepted");
    }
    console.log(`bit flips refused: ${flips}`);
  });
});

describe("a refusal", () => {
  it("holds no value of the delivery", async () => {
    const error = await webhooks.verify(`${body}secret`, headers).catch((thrown) => thrown);
    const shown = `${JSON.stringify(error)} ${error.message} ${error.stack}`;
    for (const value of [signature, timestamp, "secret"]) expect(shown).not.toContain(value);
  });
});
