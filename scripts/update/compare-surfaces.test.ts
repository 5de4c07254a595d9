import { describe, expect, it } from "vitest";
import { document, object, table } from "../openapi/__tests__/small-document.js";
import type { JsonObject } from "../openapi/document.js";
import { surfaceOf } from "../openapi/surface.js";
import type { Change } from "./changes.js";
import { diffSurfaces } from "./compare-surfaces.js";

const changes = (before: JsonObject, after: JsonObject): Change[] =>
  diffSurfaces(surfaceOf(before, table), surfaceOf(after, table));
const brief = (list: Change[]): string[] =>
  list.map(({ kind, level, pointer }) => `${level} ${kind} ${pointer ?? ""}`.trim());

describe("diffSurfaces", () => {
  it.each<[name: string, before: JsonObject, after: JsonObject, sent: string[], received: string[]]>([
    [
      "an optional field that is added",
      object({}),
      object({ a: { type: "string" } }),
      ["minor request-field-added /body/a"],
      ["minor response-field-added /response/a"],
    ],
    [
      "a required field that is added",
      object({}),
      object({ a: { type: "string" } }, ["a"]),
      ["major request-field-added /body/a"],
      ["minor response-field-added /response/a"],
    ],
    [
      "a field that is removed",
      object({ a: { type: "string" } }),
      object({}),
      ["major request-field-removed /body/a"],
      ["major response-field-removed /response/a"],
    ],
    [
      "a field that is newly required",
      object({ a: {} }),
      object({ a: {} }, ["a"]),
      ["major request-field-newly-required /body/a"],
      ["minor response-field-newly-required /response/a"],
    ],
    [
      "a field that is no longer required",
      object({ a: {} }, ["a"]),
      object({ a: {} }),
      ["minor request-field-no-longer-required /body/a"],
      ["major response-field-no-longer-required /response/a"],
    ],
    [
      "a type that is widened",
      object({ a: { type: "string" } }),
      object({ a: { type: ["string", "null"] } }),
      ["minor request-type-widened /body/a"],
      ["major response-type-widened /response/a"],
    ],
    [
      "a type that is narrowed",
      object({ a: { type: ["string", "null"] } }),
      object({ a: { type: "string" } }),
      ["major request-type-narrowed /body/a"],
      ["minor response-type-narrowed /response/a"],
    ],
    [
      "a type that is another",
      object({ a: { type: "string" } }),
      object({ a: { type: "boolean" } }),
      ["major request-type-changed /body/a"],
      ["major response-type-changed /response/a"],
    ],
    [
      "an enum value that is added",
      object({ a: { enum: ["x", "z"] } }),
      object({ a: { enum: ["x", "y", "z"] } }),
      ["minor request-enum-values-added /body/a"],
      ["minor response-enum-values-added /response/a"],
    ],
    [
      "a constant that gains a value",
      object({ a: { enum: ["x"] } }),
      object({ a: { enum: ["x", "y"] } }),
      ["minor request-enum-values-added /body/a"],
      ["major response-enum-values-added /response/a"],
    ],
    [
      "a group of which one must be given, with one alternative more",
      { ...object({ a: {}, b: {} }), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      { ...object({ a: {}, b: {}, c: {} }), anyOf: [{ required: ["a"] }, { required: ["b"] }, { required: ["c"] }] },
      ["minor request-one-of-widened /body", "minor request-field-added /body/c"],
      ["minor response-field-added /response/c"],
    ],
    [
      "values of a map that became lists",
      object({ a: { type: "object", additionalProperties: { type: "string" } } }),
      object({ a: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } } }),
      ["major request-type-changed /body/a{}"],
      ["major response-type-changed /response/a{}"],
    ],
    [
      "a field that must be given inside an object in a map",
      object({ a: { type: "object", additionalProperties: object({}) } }),
      object({ a: { type: "object", additionalProperties: object({ b: {} }, ["b"]) } }),
      ["major request-field-added /body/a{}/b"],
      ["minor response-field-added /response/a{}/b"],
    ],
    [
      "an enum value that is removed",
      object({ a: { enum: ["x", "y", "z"] } }),
      object({ a: { enum: ["x", "y"] } }),
      ["major request-enum-values-removed /body/a"],
      ["minor response-enum-values-removed /response/a"],
    ],
    [
      "an enumeration of which one value is left, a constant to readers",
      object({ a: { enum: ["x", "y"] } }),
      object({ a: { enum: ["x"] } }),
      ["major request-enum-values-removed /body/a"],
      ["major response-enum-values-removed /response/a"],
    ],
    [
      "an enumeration that became any text",
      object({ a: { type: "string", enum: ["x", "y"] } }),
      object({ a: { type: "string" } }),
      ["minor request-type-widened /body/a"],
      ["minor response-type-widened /response/a"],
    ],
    [
      "an object that took any field and now takes those that it lists",
      object({ a: { type: "object" } }),
      object({ a: object({}) }),
      ["major request-type-narrowed /body/a", "minor request-field-added /body/a/always"],
      ["minor response-type-narrowed /response/a", "minor response-field-added /response/a/always"],
    ],
    [
      "an object that takes any field now",
      object({ a: object({}) }),
      object({ a: { type: "object" } }),
      ["minor request-type-widened /body/a", "minor request-field-removed /body/a/always"],
      ["major response-field-removed /response/a/always", "minor response-type-widened /response/a"],
    ],
    [
      "a required field inside an object that may be left out",
      object({ a: object({}) }),
      object({ a: object({ b: {} }, ["b"]) }),
      ["major request-field-added /body/a/b"],
      ["minor response-field-added /response/a/b"],
    ],
    [
      "two fields that exclude each other",
      object({ a: {}, b: {} }),
      { ...object({ a: {}, b: {} }), not: { required: ["a", "b"] } },
      ["major request-fields-newly-exclusive /body"],
      [],
    ],
    [
      "a choice that has to be made",
      object({ a: {}, b: {} }),
      { ...object({ a: {}, b: {} }), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      ["major request-one-of-newly-required /body"],
      [],
    ],
    [
      "a null in the words of OpenAPI 3.0",
      object({ a: { type: "string" } }),
      object({ a: { type: "string", nullable: true } }),
      ["minor request-type-widened /body/a"],
      ["major response-type-widened /response/a"],
    ],
    [
      "a default that changed",
      object({ a: { default: 1 } }),
      object({ a: { default: 2 } }),
      ["patch request-default-changed /body/a"],
      ["patch response-default-changed /response/a"],
    ],
    [
      "a bound that changed",
      object({ a: { maximum: 1 } }),
      object({ a: { maximum: 2 } }),
      ["patch request-bounds-changed /body/a"],
      ["patch response-bounds-changed /response/a"],
    ],
    [
      "a field that is deprecated",
      object({ a: {} }),
      object({ a: { deprecated: true } }),
      ["minor request-deprecation-changed /body/a"],
      ["minor response-deprecation-changed /response/a"],
    ],
  ])("judges %s by its direction", (_name, before, after, sent, received) => {
    expect(brief(changes(document(before), document(after)))).toEqual(sent);
    expect(brief(changes(document({ type: "object" }, before), document({ type: "object" }, after)))).toEqual(received);
  });

  it("does not notice that a schema, an operationId or a component has another name", () => {
    const before = {
      ...document({ $ref: "#/components/schemas/Old" }),
      components: { schemas: { Old: object({ a: { type: "string" } }) } },
    };
    const after = structuredClone({
      ...document({ $ref: "#/components/schemas/New" }),
      components: { schemas: { New: object({ a: { type: "string" } }) } },
    }) as JsonObject;
    ((after.paths as JsonObject)["/calls"] as { post: JsonObject }).post.operationId = "DialCall";
    expect(changes(before, after)).toEqual([]);
  });

  it("names the package of an operation that no package claims yet", () => {
    const added = changes(
      document({}),
      document({}, {}, { "/queues": { post: { operationId: "CreateQueue", responses: {} } } }),
    );
    expect(added).toEqual([{ package: "queues", kind: "operation-added", level: "minor", operation: "POST /queues" }]);
  });

  it("says once that a whole object is new, not each of its fields", () => {
    const inner = object({ b: object({ c: { type: "string" } }) });
    expect(brief(changes(document(object({})), document(object({ a: inner }))))).toEqual([
      "minor request-field-added /body/a",
    ]);
  });

  it("reads a recursive schema to its end", () => {
    const before = {
      ...document({ $ref: "#/components/schemas/Tree" }),
      components: {
        schemas: { Tree: object({ children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } }) },
      },
    };
    expect(changes(before, before)).toEqual([]);
  });

  it("leaves nothing of a change that is taken back", () => {
    const first = document(object({ a: { type: "string" } }));
    const second = document(object({ b: { type: "string" } }));
    expect(changes(first, second)).toHaveLength(2);
    expect(changes(first, structuredClone(first))).toEqual([]);
  });
});
