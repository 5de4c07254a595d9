import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigurationError } from "./errors.js";
import { checkNumber, decodeBase64, encodeBase64, readBounded } from "./internal.js";

function streamOf(sizes: readonly number[], onCancel = () => {}): ReadableStream<Uint8Array> {
  const left = [...sizes];
  return new ReadableStream({
    pull(stream) {
      const size = left.shift();
      if (size === undefined) stream.close();
      else stream.enqueue(new Uint8Array(size));
    },
    cancel: onCancel,
  });
}

describe("readBounded", () => {
  it("reads a body of exactly the limit, and nothing where there is no body", async () => {
    expect((await readBounded(streamOf([3, 4]), 7))?.map(({ length }) => length)).toEqual([3, 4]);
    expect(await readBounded(null, 7)).toEqual([]);
  });

  it("stops reading as soon as there is more than the limit", async () => {
    let cancelled = false;
    const endless = streamOf(Array(1_000).fill(4), () => {
      cancelled = true;
    });
    expect(await readBounded(endless, 7)).toBeUndefined();
    expect(cancelled).toBe(true);
  });

  it("throws what the stream breaks with", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (stream) => stream.error(new Error("terminated")),
    });
    await expect(readBounded(broken, 7)).rejects.toThrow("terminated");
  });
});

describe("checkNumber", () => {
  it.each([1, 2.5, 10])("takes %s from 1 to 10", (value) => expect(checkNumber("waitMs", value, [1, 10])).toBe(value));

  it.each([0, 10.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s, and shows it", (value) => {
    expect(() => checkNumber("waitMs", value, [1, 10])).toThrow(
      new ConfigurationError(`waitMs must be a number from 1 to 10. Found ${value}.`),
    );
  });

  it("refuses half of a whole number", () => {
    expect(() => checkNumber("maxRetries", 1.5, [0, 10], "whole number")).toThrow("a whole number from 0 to 10");
  });

  it.each([
    ["KEY0123456789", "string"],
    [null, "null"],
    [undefined, "undefined"],
    [{}, "object"],
  ])("never shows what is no number: %s", (value, found) => {
    expect(() => checkNumber("waitMs", value, [1, 10])).toThrow(`Found ${found}.`);
  });
});

describe("base64", () => {
  it("round-trips bytes, and agrees with Node", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
      }),
    );
    expect(encodeBase64(new Uint8Array(1_000_000))).toHaveLength(1_333_336);
  });

  it("gives undefined for text that is not base64", () => expect(decodeBase64("%")).toBeUndefined());
});
