import { describe, expect, it } from "vitest";
import { operationFacts, responseFacts, schemaFacts } from "./facts.js";

describe("schemaFacts", () => {
  it("keeps types, bounds, defaults and deprecations, and drops prose, examples and vendor extensions", () => {
    const schema = {
      type: "integer",
      title: "T",
      description: "D",
      example: 5,
      examples: [5],
      externalDocs: { url: "u" },
      "x-note": 1,
      minimum: 1,
      maximum: 9,
      default: 3,
      deprecated: true,
      format: "int32",
    };
    expect(schemaFacts(schema)).toEqual({
      type: "integer",
      minimum: 1,
      maximum: 9,
      default: 3,
      deprecated: true,
      format: "int32",
    });
  });

  it("keeps properties that are called like prose", () => {
    const properties = { description: { type: "string" }, title: { type: "string" }, "x-tag": { type: "string" } };
    expect(schemaFacts({ type: "object", properties })).toEqual({ type: "object", properties });
  });

  it("keeps a default and an enum that look like schemas with prose", () => {
    expect(schemaFacts({ default: { description: "kept" } })).toEqual({ default: { description: "kept" } });
  });

  it("sorts and deduplicates enums and required names", () => {
    expect(schemaFacts({ enum: ["b", "a", "b"], required: ["y", "x"] })).toEqual({
      enum: ["a", "b"],
      required: ["x", "y"],
    });
  });

  it("strips inside lists and nested schemas", () => {
    const nested = (description: boolean) => ({ type: "string", ...(description && { description: "D" }) });
    const build = (described: boolean) => ({
      oneOf: [nested(described)],
      items: nested(described),
      additionalProperties: nested(described),
      not: nested(described),
    });
    expect(schemaFacts(build(true))).toEqual(build(false));
  });
});

describe("schemaFacts of OpenAPI 3.0", () => {
  it.each([
    [{ type: "string", nullable: true }, { type: ["string", "null"] }],
    [{ type: "string", nullable: false }, { type: "string" }],
    [
      { type: "string", nullable: true, enum: ["b", "a"] },
      { type: ["string", "null"], enum: ["a", "b", null] },
    ],
    [
      { nullable: true, allOf: [{ $ref: "#/components/schemas/A" }] },
      { anyOf: [{ allOf: [{ $ref: "#/components/schemas/A" }] }, { type: "null" }] },
    ],
    [
      { nullable: true, $ref: "#/components/schemas/A" },
      { anyOf: [{ $ref: "#/components/schemas/A" }, { type: "null" }] },
    ],
    [
      { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: false },
      { type: "number", exclusiveMinimum: 0, maximum: 1 },
    ],
  ])("writes %j as %j", (old, modern) => expect(schemaFacts(old)).toEqual(modern));

  it("leaves a property that is called nullable", () => {
    const schema = { type: "object", properties: { nullable: { type: "boolean" } } };
    expect(schemaFacts(schema)).toEqual(schema);
  });
});

describe("operationFacts", () => {
  it("keeps the id, parameters, body and answers, and no words of its own", () => {
    const facts = operationFacts({
      operationId: "A",
      summary: "S",
      description: "D",
      tags: ["T"],
      "x-latency": "fast",
      parameters: [
        { name: "q", in: "query", description: "D", example: 1, schema: { type: "string", description: "D" } },
      ],
      responses: { "200": { description: "Fine" } },
    });
    expect(facts).toEqual({
      operationId: "A",
      parameters: [{ name: "q", in: "query", schema: { type: "string" } }],
      responses: { "200": { description: "OK" } },
    });
  });

  it("lets a parameter of the operation take the place of the path's", () => {
    const parameter = (type: string) => ({ name: "id", in: "path", required: true, schema: { type } });
    expect(operationFacts({ parameters: [parameter("integer")] }, [parameter("string")]).parameters).toEqual([
      parameter("integer"),
    ]);
  });

  it("gives the same order of parameters whatever upstream's is", () => {
    const list = ["b", "a"].map((name) => ({ name, in: "query", schema: {} }));
    expect(operationFacts({ parameters: list })).toEqual(operationFacts({ parameters: [...list].reverse() }));
  });
});

describe("responseFacts", () => {
  it("names the status in standard words, since OpenAPI demands a description", () => {
    expect(responseFacts({ description: "Ours is better" }, "404")).toEqual({ description: "Not Found" });
    expect(responseFacts({ description: "Ours is better" }, "default")).toEqual({ description: "Any other status" });
  });
});
