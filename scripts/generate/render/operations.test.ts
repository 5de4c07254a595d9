import { describe, expect, test } from "vitest";
import type { Document, JsonObject } from "../../openapi/document.js";
import { readOperations } from "../model/operation-model.js";
import { header } from "./header.js";
import { renderOperations } from "./operations.js";

type Operation = JsonObject & { name?: string };

const json = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });
const ok: JsonObject = { "200": json({ type: "object" }) };
const object = (...fields: string[]): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(fields.map((field) => [field, { type: "string" }])),
});

function documentOf(operations: Record<string, Operation>): Document {
  const paths: Document["paths"] = {};
  for (const [identity, { name, ...operation }] of Object.entries(operations)) {
    const [method = "", path = ""] = identity.split(" ");
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        responses: ok,
        ...(name && { "x-telnyx-method": { domain: "test", name } }),
        ...operation,
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {},
    paths,
    webhooks: {},
    components: { schemas: { Required: { ...object("a"), required: ["a"] } } },
  };
}

const rowsOf = (operations: Record<string, Operation>): string[] =>
  renderOperations("test", readOperations(documentOf(operations), "test", "spec/fragments/test.yaml"))
    .slice(header("test").length)
    .split("\n")
    .slice(1, -2)
    .map((line) => line.trim());

describe("renderOperations", () => {
  const cases: { name: string; given: Record<string, Operation>; want: string }[] = [
    {
      name: "marks a command with a command_id as deduped",
      given: { "POST /calls/{id}/actions/answer": { name: "answer", requestBody: json(object("command_id")) } },
      want: 'answer: { method: "POST", path: "/calls/{id}/actions/answer", safety: "deduped", input: "body" },',
    },
    {
      name: "marks a command without one as unsafe, and its body as required where a field is",
      given: {
        "POST /calls/{id}/actions/refer": {
          name: "refer",
          requestBody: json({ $ref: "#/components/schemas/Required" }),
        },
      },
      want: 'refer: { method: "POST", path: "/calls/{id}/actions/refer", safety: "unsafe", input: "body", required: true },',
    },
    {
      name: "requires a body whose every alternative requires a field",
      given: {
        "POST /x": {
          name: "x",
          requestBody: json({ ...object("a", "b"), oneOf: [{ required: ["a"] }, { required: ["b"] }] }),
        },
      },
      want: 'x: { method: "POST", path: "/x", safety: "unsafe", input: "body", required: true },',
    },
    {
      name: "marks what an overlay calls harmless as repeatable",
      given: {
        "DELETE /apps/{id}": {
          name: "apps.delete",
          "x-telnyx-repeatable": { reason: "…" },
          responses: { "204": { description: "" } },
        },
      },
      want: '"apps.delete": { method: "DELETE", path: "/apps/{id}", safety: "repeatable", response: "empty" },',
    },
    {
      name: "never takes a POST for repeatable",
      given: { "POST /x": { name: "x", "x-telnyx-repeatable": { reason: "…" } } },
      want: 'x: { method: "POST", path: "/x", safety: "unsafe" },',
    },
    {
      name: "pages by number",
      given: {
        "GET /apps": {
          name: "apps.list",
          parameters: [{ name: "page", in: "query", schema: object("number") }],
          responses: {
            "200": json({ properties: { data: { type: "array" }, meta: object("page_number", "total_pages") } }),
          },
        },
      },
      want: '"apps.list": { method: "GET", path: "/apps", safety: "safe", input: "query", page: "number" },',
    },
    {
      name: "pages by cursor",
      given: {
        "GET /calls": {
          name: "calls.list",
          parameters: [{ name: "page", in: "query", schema: object("after") }],
          responses: { "200": json({ properties: { data: { type: "array" }, meta: object("cursors") } }) },
        },
      },
      want: '"calls.list": { method: "GET", path: "/calls", safety: "safe", input: "query", page: "cursor" },',
    },
    {
      name: "gives a list no pages that takes no parameter to ask for one",
      given: {
        "GET /calls": {
          name: "calls.list",
          responses: { "200": json({ properties: { data: { type: "array" }, meta: object("page_number") } }) },
        },
      },
      want: '"calls.list": { method: "GET", path: "/calls", safety: "safe" },',
    },
    {
      name: "requires a query that has a required parameter",
      given: {
        "GET /x": { name: "x", parameters: [{ name: "id", in: "query", required: true, schema: { type: "string" } }] },
      },
      want: 'x: { method: "GET", path: "/x", safety: "safe", input: "query", required: true },',
    },
    {
      name: "knows bytes",
      given: {
        "GET /media/{name}/download": {
          name: "download",
          responses: { "200": { content: { "application/octet-stream": {} } } },
        },
      },
      want: 'download: { method: "GET", path: "/media/{name}/download", safety: "safe", response: "bytes" },',
    },
    {
      name: "knows an answer that may be empty",
      given: { "POST /x": { name: "x", responses: { ...ok, "202": { description: "" } } } },
      want: 'x: { method: "POST", path: "/x", safety: "unsafe", response: "optional" },',
    },
    {
      name: "names the file of a form",
      given: {
        "POST /media": {
          name: "upload",
          requestBody: {
            content: {
              "application/json": { schema: { ...object("media_url"), required: ["media_url"] } },
              "multipart/form-data": {
                schema: {
                  type: "object",
                  properties: { media: { type: "string", format: "binary" } },
                  required: ["media"],
                },
              },
            },
          },
        },
      },
      want: 'upload: { method: "POST", path: "/media", safety: "unsafe", input: "body", required: true, multipart: "media" },',
    },
    {
      name: "passes on what an answer must hold",
      given: { "POST /calls": { name: "dial", "x-telnyx-response-requires": ["data.call_control_id"] } },
      want: 'dial: { method: "POST", path: "/calls", safety: "unsafe", expects: ["data.call_control_id"] },',
    },
  ];
  test.each(cases)("$name", ({ given, want }) => {
    expect(rowsOf(given)).toEqual([want]);
  });

  test("sorts methods of the domain before those of its resources, each by name", () => {
    const rows = rowsOf({ "GET /z": { name: "zoom" }, "GET /a": { name: "apps.list" }, "GET /b": { name: "answer" } });
    expect(rows.map((row) => row.split(":")[0])).toEqual(["answer", "zoom", '"apps.list"']);
  });
});

describe("readOperations refuses", () => {
  const cases: { name: string; given: Record<string, Operation>; message: RegExp }[] = [
    {
      name: "an operation without a method name",
      given: { "GET /x": {} },
      message: /spec\/fragments\/test\.yaml: GET \/x has no method name\n.*spec\/domains\.yaml/,
    },
    {
      name: "a method name that TypeScript cannot write",
      given: { "GET /x": { name: "list-all" } },
      message: /the method name "list-all"/,
    },
    {
      name: "one method name for two operations",
      given: { "GET /x": { name: "list" }, "GET /y": { name: "list" } },
      message: /GET \/y is called list.*list \(GET \/x\)/,
    },
    {
      name: "a resource that is a method as well",
      given: { "GET /x": { name: "apps" }, "GET /y": { name: "apps.list" } },
      message: /cannot be a method as well/,
    },
    {
      name: "one operationId for two operations",
      given: { "GET /x": { name: "x", operationId: "Same" }, "GET /y": { name: "y", operationId: "Same" } },
      message: /GET \/y and GET \/x have the same operationId, Same/,
    },
    {
      name: "a body that is a list",
      given: { "POST /x": { name: "x", requestBody: json({ type: "array", items: { type: "string" } }) } },
      message: /POST \/x takes a list as its body, which core cannot send/,
    },
  ];
  test.each(cases)("$name", ({ given, message }) => {
    expect(() => rowsOf(given)).toThrow(message);
  });

  test("everything that is wrong at once", () => {
    expect(() => rowsOf({ "GET /x": {}, "GET /y": {} })).toThrow(/2 problems/);
  });
});
