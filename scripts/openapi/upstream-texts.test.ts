import { describe, expect, it } from "vitest";
import type { Document, Json } from "./document.js";
import { proseRuns, upstreamTextAt } from "./upstream-texts.js";

const document = (paths: Json, schemas: Json = {}): Document =>
  ({ openapi: "3.1.0", info: {}, paths, webhooks: {}, components: { schemas } }) as unknown as Document; // A test's literal.

describe("proseRuns", () => {
  it("reads descriptions, summaries and titles at any depth, and nothing else", () => {
    const runs = proseRuns({
      description: "a b c d e f g h",
      list: [{ title: "i j k l m n o p" }, { summary: "q r s t u v w x" }],
      operationId: "1 2 3 4 5 6 7 8",
      properties: { description: { type: "string" } },
    });
    expect([...runs]).toEqual(["a b c d e f g h", "i j k l m n o p", "q r s t u v w x"]);
  });
});

describe("upstreamTextAt", () => {
  it("finds a parameter by its name, since ours are sorted, and the target of a reference", () => {
    const parameter = (name: string, described: boolean) => ({
      name,
      in: "query",
      schema: {},
      ...(described && { description: `The ${name}.` }),
    });
    const theirs = document(
      { "/a": { get: { parameters: [parameter("z", true), { $ref: "#/components/schemas/B" }] } } },
      { B: parameter("b", true) },
    );
    const ours = document({ "/a": { get: { parameters: [parameter("b", false), parameter("z", false)] } } });
    expect([0, 1].map((index) => upstreamTextAt(theirs, ours, `#/paths/~1a/get/parameters/${index}`))).toEqual([
      "The b.",
      "The z.",
    ]);
  });
});
