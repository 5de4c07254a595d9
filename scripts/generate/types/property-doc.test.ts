import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../openapi/document.js";
import { docComment } from "./doc-comment.js";
import { propertyDoc } from "./property-doc.js";

const document: JsonObject = {
  components: {
    schemas: {
      Volume: { type: "number", description: "Loudness.", minimum: 0, maximum: 2, default: 1 },
      Header: { type: "object", description: "One SIP header." },
    },
  },
};

describe("propertyDoc", () => {
  const cases: { name: string; given: JsonObject; want: string }[] = [
    {
      name: "shows description, bounds and default",
      given: { type: "integer", description: "Seconds to wait.", minimum: 5, maximum: 600, default: 30 },
      want: "/**\n * Seconds to wait.\n *\n * From 5 to 600.\n *\n * @default `30`\n */\n",
    },
    {
      name: "does not repeat bounds that the description names",
      given: { description: "Seconds to wait, 5 to 14,400.", minimum: 5, maximum: 14400 },
      want: "/** Seconds to wait, 5 to 14,400. */\n",
    },
    {
      name: "shows the words of a reference's target",
      given: { $ref: "#/components/schemas/Volume" },
      want: "/**\n * Loudness.\n *\n * From 0 to 2.\n *\n * @default `1`\n */\n",
    },
    {
      name: "prefers the words beside a reference",
      given: { $ref: "#/components/schemas/Volume", description: "Loudness of the beep." },
      want: "/**\n * Loudness of the beep.\n *\n * From 0 to 2.\n *\n * @default `1`\n */\n",
    },
    {
      name: "shows the words of a wrapped reference",
      given: { allOf: [{ $ref: "#/components/schemas/Volume" }], deprecated: true },
      want: "/**\n * Loudness.\n *\n * From 0 to 2.\n *\n * @default `1`\n * @deprecated\n */\n",
    },
    {
      name: "shows the words of items",
      given: {
        type: "array",
        description: "Headers to add.",
        items: { $ref: "#/components/schemas/Header" },
        maxItems: 5,
      },
      want: "/**\n * Headers to add.\n *\n * Each item: One SIP header.\n *\n * At most 5 items.\n */\n",
    },
    {
      name: "shows the words of the members of a union",
      given: {
        description: "Whom to call.",
        oneOf: [
          { type: "string", description: "One number." },
          { type: "array", description: "Several, rung at once." },
        ],
      },
      want: "/**\n * Whom to call.\n *\n * - One number.\n * - Several, rung at once.\n */\n",
    },
    {
      name: "shows the words of a map's values",
      given: { type: "object", additionalProperties: { type: "string", description: "Spoken as it is." } },
      want: "/** Each value: Spoken as it is. */\n",
    },
    {
      name: "shows the words and bounds of a parameter's schema",
      given: {
        name: "size",
        in: "query",
        description: "Items on a page.",
        schema: { type: "integer", minimum: 1, maximum: 250, default: 20 },
      },
      want: "/**\n * Items on a page.\n *\n * From 1 to 250.\n *\n * @default `20`\n */\n",
    },
    {
      name: "takes the string null for no default",
      given: { description: "Cursor.", default: "null" },
      want: "/** Cursor. */\n",
    },
    { name: "is empty where nothing is said", given: { type: "string" }, want: "" },
  ];
  test.each(cases)("$name", ({ given, want }) => {
    expect(docComment(propertyDoc(document, given))).toBe(want);
  });
});
