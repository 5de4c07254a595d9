import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigurationError } from "@telnyx-kit/core/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeALaw,
  decodeAudio,
  decodeMuLaw,
  encodeALaw,
  encodeAudio,
  encodeMuLaw,
  MediaStreamError,
} from "../media.js";

interface Law {
  readonly levels: number[];
  readonly codesSha256: string;
}

const known: Record<"PCMU" | "PCMA", Law> = JSON.parse(
  readFileSync(new URL("./__fixtures__/g711.json", import.meta.url), "utf8"),
);
const everyCode = Uint8Array.from({ length: 256 }, (_, code) => code);
const everySample = Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768);

const laws = [
  { name: "PCMU", encode: encodeMuLaw, decode: decodeMuLaw },
  { name: "PCMA", encode: encodeALaw, decode: decodeALaw },
] as const;

describe.each(laws)("G.711 $name", ({ name, encode, decode }) => {
  it("expands every code to the level of the known table", () =>
    expect([...decode(everyCode)]).toEqual(known[name].levels));

  it("gives every sample the code that the known implementation gives", () =>
    expect(createHash("sha256").update(encode(everySample)).digest("hex")).toBe(known[name].codesSha256));

  it("keeps a level that it has produced", () => {
    const levels = decode(everyCode);
    expect(decode(encode(levels))).toEqual(levels);
  });

  it("never gets a sample wrong by more than a step of its segment", () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_768, max: 32_767 }), (sample) => {
        const [level = 0] = decode(encode(Int16Array.of(sample)));
        expect(Math.abs(level - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16));
      }),
    );
  });

  it("keeps the order of loudness", () => {
    const levels = decode(encode(everySample));
    expect(levels.every((level, index) => index === 0 || level >= (levels[index - 1] as number))).toBe(true);
  });
});

describe("decodeAudio", () => {
  const samples = fc.int16Array({ maxLength: 2_000 });

  it("gives back L16 samples exactly, in either order of bytes", () => {
    fc.assert(
      fc.property(samples, fc.constantFrom("little", "big" as const), (given, byteOrder) => {
        const coding = { encoding: "L16", byteOrder } as const;
        expect(decodeAudio(encodeAudio(given, coding), coding)).toEqual(given);
      }),
    );
  });

  it("reads L16 with the low byte first unless told otherwise", () => {
    expect(encodeAudio(Int16Array.of(1, 256), { encoding: "L16" })).toBe(btoa("\x01\x00\x00\x01"));
    expect([...decodeAudio(btoa("\x01\x00\x00\x01"), { encoding: "L16", byteOrder: "big" })]).toEqual([256, 1]);
  });

  it("gives a sample for each byte of G.711", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.constantFrom("PCMU", "PCMA"), (bytes, encoding) => {
        expect(decodeAudio(Buffer.from(bytes).toString("base64"), { encoding })).toHaveLength(bytes.length);
      }),
    );
  });

  it("writes base64 as others do", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30_000 }), (bytes) => {
        const given = decodeMuLaw(bytes);
        expect(encodeAudio(given, { encoding: "PCMU" })).toBe(Buffer.from(encodeMuLaw(given)).toString("base64"));
      }),
      { numRuns: 20 },
    );
  });

  it("refuses what is not base64, and half a sample", () => {
    expect(() => decodeAudio("%", { encoding: "PCMU" })).toThrow(MediaStreamError);
    expect(() => decodeAudio(btoa("abc"), { encoding: "L16" })).toThrow("3 bytes");
  });

  it("says what to do about a codec that it does not have", () =>
    expect(() => decodeAudio("", { encoding: "G722" })).toThrow(
      new ConfigurationError(
        "Audio in G722 is neither decoded nor encoded here. Stream with the codec PCMU, PCMA or L16, or use the payload with a codec of your own.",
      ),
    ));
});
