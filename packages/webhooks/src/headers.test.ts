import { describe, expect, it } from "vitest";
import { headers, message, signature, timestamp, verdict } from "./__tests__/delivery.js";

describe("the headers", () => {
  const pairs = Object.entries(headers);
  const upper = pairs.map(([name, value]) => [name.toUpperCase(), value] as const);
  it.each([
    ["Headers", new Headers(headers)],
    ["a plain object", headers],
    ["a plain object in capitals", Object.fromEntries(upper)],
    ["an object without a prototype", Object.assign(Object.create(null), headers)],
    ["Node's headers with arrays of one", { "telnyx-timestamp": [timestamp], "telnyx-signature-ed25519": [signature] }],
    ["pairs", pairs],
    ["pairs in capitals", upper],
    ["a Map", new Map(pairs)],
    ["a Map in capitals", new Map(upper)],
    ["Node's rawHeaders", upper.flat()],
    ["an iterator", new Headers(headers).entries()],
    [
      "multiValueHeaders",
      { "Telnyx-Timestamp": [timestamp], "Telnyx-Signature-Ed25519": [signature], accept: ["a", "b"] },
    ],
    ["the same value under two spellings", { ...headers, ...Object.fromEntries(upper) }],
    ["undefined and null beside them", { ...headers, "x-a": undefined, "x-b": null, "TELNYX-TIMESTAMP": undefined }],
  ])("are read from %s", async (_name, given) => {
    // An iterator is used up by one reading, as a generator would be.
    const reusable = Symbol.iterator in given && "next" in given ? [...(given as Iterable<unknown>)] : given;
    expect(await verdict(reusable)).toBe("accepted");
  });

  const other = "1760000001";
  const doubled = new Headers(headers);
  doubled.append("telnyx-timestamp", timestamp);
  it.each([
    ["Headers with the same value twice", doubled],
    ["signatures joined by a comma", { ...headers, "telnyx-signature-ed25519": `${signature}, ${signature}` }],
    ["values joined by a comma", { ...headers, "telnyx-timestamp": `${timestamp}, ${timestamp}` }],
    ["an array of two", { ...headers, "telnyx-timestamp": [timestamp, timestamp] }],
    ["two values under two spellings", { ...headers, "Telnyx-Timestamp": other }],
    ["two values in pairs", [...pairs, ["telnyx-timestamp", other]]],
    ["the same pair twice", [...pairs, ["telnyx-timestamp", timestamp]]],
    ["two values in a Map", new Map([...pairs, ["Telnyx-Timestamp", other]])],
    ["two values in rawHeaders", [...pairs.flat(), "Telnyx-Timestamp", other]],
    ["the same value twice in rawHeaders", [...pairs.flat(), "telnyx-timestamp", timestamp]],
    [
      "two signatures under two spellings",
      { ...headers, "Telnyx-Signature-Ed25519": `${signature.slice(0, 10)}A${signature.slice(11)}` },
    ],
  ])("are refused as %s", async (_name, given) => {
    expect(await verdict(given)).toBe("header-repeated");
  });

  it("are refused with a message of their own when they are missing or no headers", async () => {
    const { "telnyx-timestamp": _timestamp, ...withoutTimestamp } = headers;
    expect(await verdict(withoutTimestamp)).toBe("header-missing");
    expect(await verdict({})).toBe("header-missing");
    expect(await verdict({ "x-telnyx-signature": "t=1,h=abc" })).toBe("version-1");
    expect(await message({ "x-telnyx-signature": "t=1,h=abc" })).toContain('Set webhook_api_version to "2"');
    for (const given of [undefined, null, "telnyx-timestamp: 1", 1])
      expect(await verdict(given)).toBe("headers-unreadable");
    expect(await message(undefined)).toContain("The headers are undefined. Pass the request's headers");
  });
});
