import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigurationError, decodeClientState, encodeClientState } from "./index.js";

describe("client_state", () => {
  it("round-trips any JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const encoded = encodeClientState(value);
        expect(encoded).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
        expect(decodeClientState(encoded)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 2000 },
    );
  });

  it("is JSON in UTF-8 in base64, so that other systems can read it", () => {
    expect(encodeClientState({ step: "größe 😀" })).toBe(Buffer.from('{"step":"größe 😀"}').toString("base64"));
    expect(encodeClientState({ long: "x".repeat(200_000) })).toHaveLength(266_684);
  });

  it.each([
    undefined,
    null,
    "",
    "%%%",
    "e30",
    "aGVsbG8=",
    "/w==",
    "e30=e30=",
    "not base64 at all",
    "eyJhIjo=",
    Buffer.from([0xff, 0xfe]).toString("base64"),
  ])("decodes %j, which is foreign, to undefined or to what it says, and never throws", (state) => {
    const decoded = decodeClientState(state);
    expect(decoded === undefined || JSON.stringify(decoded) === "{}").toBe(true);
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  it.each([
    ["undefined", undefined],
    ["a function", () => 1],
    ["a symbol", Symbol.iterator],
    ["a cycle", cycle],
    ["a bigint", 1n],
  ])("refuses %s", (_, value) => {
    expect(() => encodeClientState(value)).toThrow(ConfigurationError);
  });
});
