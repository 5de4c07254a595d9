import { describe, expect, it } from "vitest";
import { eventTypeOf, pointerOf, pointerSegments, resolvePointer, visitNodes, visitReferences } from "./document.js";

describe("pointers", () => {
  it("escape slashes and tildes both ways", () => {
    const segments = ["paths", "/calls/{id}", "a~b"];
    expect(pointerOf(segments)).toBe("#/paths/~1calls~1{id}/a~0b");
    expect(pointerSegments(pointerOf(segments))).toEqual(segments);
  });

  it("do not find what every object inherits", () => {
    expect(resolvePointer({ a: {} }, "#/a/constructor")).toBeUndefined();
  });
});

describe("visitReferences", () => {
  const visited = (document: Parameters<typeof visitReferences>[0]): string[] => {
    const found: string[] = [];
    visitReferences(document, (reference) => void found.push(reference));
    return found;
  };

  it("finds references and the targets of discriminator mappings, and replaces them", () => {
    const document = {
      oneOf: [{ $ref: "#/a" }],
      discriminator: { propertyName: "kind", mapping: { a: "#/a", b: "B" } },
    };
    visitReferences(document, (reference) => reference.replace("#/a", "#/z"));
    expect(document).toEqual({
      oneOf: [{ $ref: "#/z" }],
      discriminator: { propertyName: "kind", mapping: { a: "#/z", b: "B" } },
    });
  });

  it("takes a property called $ref, enum, default or mapping for a property", () => {
    expect(
      visited({
        properties: {
          $ref: { type: "string" },
          enum: { $ref: "#/a" },
          default: { $ref: "#/b" },
          mapping: { $ref: "#/c" },
        },
      }),
    ).toEqual(["#/a", "#/b", "#/c"]);
  });

  it("takes a reference inside data for data", () => {
    expect(visited({ default: { $ref: "#/a" }, enum: [{ $ref: "#/b" }], "x-note": { $ref: "#/c" } })).toEqual([]);
  });
});

describe("visitNodes", () => {
  it("does not take a property called properties for a map of properties", () => {
    const nodes: string[] = [];
    visitNodes({ properties: { properties: { type: "object", properties: { type: { type: "string" } } } } }, (_, at) =>
      nodes.push(pointerOf(at)),
    );
    expect(nodes).toEqual(["#/", "#/properties/properties", "#/properties/properties/properties/type"]);
  });
});

describe("eventTypeOf", () => {
  const webhook = (schema: object) =>
    ({ post: { requestBody: { content: { "application/json": { schema } } } } }) as never;
  it.each([
    ["in data, as an enum", { properties: { data: { properties: { event_type: { enum: ["call.hangup"] } } } } }],
    ["in data, as a constant", { properties: { data: { properties: { event_type: { const: "call.hangup" } } } } }],
    ["at the top", { properties: { event_type: { enum: ["call.hangup"] } } }],
    ["behind references", { $ref: "#/Event" }],
  ])("reads the type %s", (_, schema) => {
    const document = {
      Event: { properties: { data: { $ref: "#/Data" } } },
      Data: { properties: { event_type: { enum: ["call.hangup"] } } },
    };
    expect(eventTypeOf(document, webhook(schema))).toBe("call.hangup");
  });

  it("is undefined where no type is declared", () => {
    expect(eventTypeOf({}, webhook({ properties: { event_type: { type: "string" } } }))).toBeUndefined();
  });
});
