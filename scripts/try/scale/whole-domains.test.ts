import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../openapi/document.js";
import { claimWhole } from "./whole-domains.js";

const body = (type: string): JsonObject => ({ content: { [type]: { schema: { type: "object" } } } });

describe("the claims of a whole document", () => {
  const document = (): JsonObject => ({
    paths: {
      "/calls": { post: { operationId: "Dial", tags: ["Call Commands"], requestBody: body("application/json") } },
      "/queues": { get: { operationId: "List", tags: ["Queues"] }, post: { operationId: "List", tags: ["Queues"] } },
      "/v2/keys": { put: { operationId: "list", tags: ["Queues"] }, get: { tags: ["Core"] } },
      "/texml": { post: { operationId: "Texml", requestBody: body("application/x-www-form-urlencoded") } },
    },
  });

  it("are one domain per tag, without what core cannot send", () => {
    const { claims, refused } = claimWhole(document());
    expect(claims).toEqual({
      "call-commands": { dial: "POST /calls" },
      queues: { list: "GET /queues", postQueues: "POST /queues", putV2Keys: "PUT /v2/keys" },
      "core-tag": { getV2Keys: "GET /v2/keys" },
    });
    expect([...refused]).toEqual([["POST /texml", "takes application/x-www-form-urlencoded, which core cannot send"]]);
  });

  it("give an operation another operationId where it has none, or that of another one", () => {
    const mended = document();
    expect(claimWhole(mended).renamed).toEqual(["POST /queues (List)", "GET /v2/keys (none)"]);
    expect(JSON.stringify(mended)).toContain('"operationId":"postQueues"');
  });
});
