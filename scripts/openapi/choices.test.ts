import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { choicesOf, expressChoices } from "./choices.js";
import type { Document, JsonObject } from "./document.js";

const documentOf = (schema: JsonObject): Document => ({
  openapi: "3.1.0",
  info: { title: "x", version: "1" },
  paths: {},
  webhooks: {},
  components: { schemas: { Bridge: schema } },
});

const accepts = (schema: JsonObject) => {
  const document = documentOf(structuredClone(schema));
  expressChoices(document);
  const validate = new Ajv2020({ strict: false }).compile(document.components.schemas?.Bridge ?? {});
  return (body: JsonObject): boolean => validate(body) === true;
};

const partner = { type: "object", properties: { call: {}, queue: {}, room: {}, note: {} }, required: ["call"] };

describe("expressChoices", () => {
  it("asks for exactly one field where one is required, whatever the schema itself requires", () => {
    const valid = accepts({ ...partner, "x-telnyx-choices": [{ fields: ["call", "queue", "room"], required: true }] });
    expect(valid({ call: "a" })).toBe(true);
    expect(valid({ queue: "a", note: "b" })).toBe(true);
    expect(valid({})).toBe(false);
    expect(valid({ call: "a", room: "b" })).toBe(false);
  });

  it("forbids two at once where none is required", () => {
    const valid = accepts({ ...partner, required: [], "x-telnyx-choices": [{ fields: ["queue", "room"] }] });
    expect(valid({})).toBe(true);
    expect(valid({ queue: "a" })).toBe(true);
    expect(valid({ queue: "a", room: "b" })).toBe(false);
  });

  it("keeps several choices of one schema apart, and a rule that the schema has already", () => {
    const valid = accepts({
      ...partner,
      not: { required: ["note"] },
      "x-telnyx-choices": [{ fields: ["call", "queue"], required: true }, { fields: ["room", "queue"] }],
    });
    expect(valid({ call: "a", room: "b" })).toBe(true);
    expect(valid({ queue: "a", room: "b" })).toBe(false);
    expect(valid({ call: "a", note: "b" })).toBe(false);
  });

  it("leaves a schema without choices as it is", () => {
    const document = documentOf(structuredClone(partner));
    expressChoices(document);
    expect(document.components.schemas?.Bridge).toEqual(partner);
    expect(choicesOf(partner)).toEqual([]);
  });
});
