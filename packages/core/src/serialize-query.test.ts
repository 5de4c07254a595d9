import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigurationError } from "./index.js";
import { serializeQuery } from "./serialize-query.js";

/** Reads `a[b][]=…` and `a=…&a=…` back into objects and arrays, as a server of this style does. */
function parse(query: string): unknown {
  const root: Record<string, unknown> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    const [first = ""] = /^[^[]*/.exec(name) ?? [];
    const rest = Array.from(name.matchAll(/\[([^\]]*)\]/g), (match) => match[1] as string);
    let target = root as Record<string, unknown> | unknown[];
    let key = first;
    for (const next of rest) {
      const inner = next === "" ? [] : Object.create(null);
      if (Array.isArray(target)) target.push(inner);
      else target[key] ??= inner;
      target = (Array.isArray(target) ? target.at(-1) : target[key]) as typeof target;
      key = next;
    }
    const before = Array.isArray(target) ? undefined : target[key];
    if (Array.isArray(target)) target.push(value);
    else target[key] = before === undefined ? value : [before, value].flat();
  }
  return root;
}

const hostile = ["__proto__", "constructor", "prototype"];
const key = fc.stringMatching(/^[a-z_.…é ]{1,12}$/).filter((name) => !hostile.includes(name));
const scalar = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const leaf = fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 4 }));
const level2 = fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
const level1 = fc.dictionary(key, fc.oneof(leaf, level2), { minKeys: 1, maxKeys: 4, noNullPrototype: true });
// One value of a parameter of its own does not say whether it was in a list.
const parameter = fc.oneof(scalar, fc.array(scalar, { minLength: 2, maxLength: 4 }), level1);
const query = fc.dictionary(key, parameter, { maxKeys: 5, noNullPrototype: true });

/** The value that the server sees: everything is text there. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object" || value === null) return String(value);
  return Object.assign(
    Object.create(null),
    Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner)])),
  );
}

describe("serializeQuery", () => {
  it("round-trips 5,000 generated queries", () => {
    fc.assert(
      fc.property(query, (value) => {
        expect(parse(serializeQuery(value))).toEqual(asText(value));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    [{ page: { number: 2, size: 50 } }, "page[number]=2&page[size]=50"],
    [{ filter: { occurred_at: { gte: "2026-01-01" } } }, "filter[occurred_at][gte]=2026-01-01"],
    [
      { filter: { content_type: ["audio/wav", "audio/mp3"] } },
      "filter[content_type][]=audio/wav&filter[content_type][]=audio/mp3",
    ],
    [{ status: ["queued", "processing"] }, "status=queued&status=processing"],
    [{ "page[number]": 3 }, "page[number]=3"],
    [{ filter: { "outbound.outbound_voice_profile_id": "1" } }, "filter[outbound.outbound_voice_profile_id]=1"],
    [{ at: new Date(0) }, "at=1970-01-01T00:00:00.000Z"],
    [{ a: undefined, b: "", c: false, d: 0, e: {}, f: [] }, "b=&c=false&d=0"],
    [{ sort: "-created_at", q: "a&b=c d+é" }, "sort=-created_at&q=a&b=c d+é"],
  ])("writes %j", (value, decoded) => {
    const written = serializeQuery(value);
    expect(decodeURIComponent(written)).toBe(decoded);
    expect(written).toMatch(/^[\w%.=&~!'()*-]*$/);
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  it.each([
    ["null", { a: null }],
    ["NaN", { a: Number.NaN }],
    ["Infinity", { a: Number.POSITIVE_INFINITY }],
    ["an invalid date", { a: new Date("x") }],
    ["a bigint", { a: 1n }],
    ["a symbol", { a: Symbol.iterator }],
    ["a function", { a: () => 1 }],
    ["a lone surrogate", { a: "\ud800" }],
    ["a lone surrogate in a key", { "\ud800": 1 }],
    ["an empty key", { "": 1 }],
    ["constructor as a key", { filter: { constructor: 1 } }],
    ["prototype as a key", { prototype: 1 }],
    ["__proto__ as a key", JSON.parse('{"filter":{"__proto__":{"a":1}}}')],
    ["a cycle", cycle],
    ["seven levels", { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }],
  ])("refuses %s", (_, value) => {
    expect(() => serializeQuery(value)).toThrow(ConfigurationError);
  });
});
