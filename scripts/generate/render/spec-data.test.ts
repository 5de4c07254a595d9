import { expect, test } from "vitest";
import type { Document } from "../../openapi/document.js";
import { renderSpecData } from "./spec-data.js";

const document: Document = {
  openapi: "3.1.0",
  info: { title: "Telnyx", version: "1" },
  tags: [{ name: "x" }],
  "x-telnyx-errors": [{ code: "90018", title: "Call has ended" }],
  paths: {
    "/b": {},
    "/a": {
      post: { summary: "S", description: "D", "x-telnyx-example": "code", "x-telnyx-webhooks": ["call.answered"] },
    },
  },
  webhooks: {},
  components: {
    schemas: {
      Z: {
        type: "object",
        title: "Z",
        properties: {
          description: { type: "string", description: "Prose.", default: { title: "data" }, "x-telnyx-values": ["a"] },
          example: { enum: ["title"] },
        },
      },
    },
  },
};

test("leaves out the words, but no property that is called like them, and no data", () => {
  const text = renderSpecData("spec", document);
  expect(text).toContain(
    'Z: { type: "object", properties: { description: { type: "string", default: { title: "data" } }, example: { enum: ["title"] } } }',
  );
  expect(text).not.toMatch(/Prose|summary|x-telnyx-example|x-telnyx-values|tags/);
});

test("keeps the extensions and the error codes, and sorts the names", () => {
  const text = renderSpecData("spec", document);
  expect(text).toContain('"x-telnyx-errors": [{ code: "90018", title: "Call has ended" }]');
  expect(text).toContain('paths: { "/a": { post: { "x-telnyx-webhooks": ["call.answered"] } }, "/b": {} }');
});

test("is typed loosely, so that the compiler does not infer it", () => {
  expect(renderSpecData("spec", document)).toContain("export const document: Record<string, unknown> = {");
});
