import { describe, expect, test } from "vitest";
import type { Document, JsonObject } from "../../openapi/document.js";
import { readOperations } from "../model/operation-model.js";
import { typeDocument } from "../types/type-document.js";
import { rolesOf } from "../types/type-roles.js";
import { renderSchema } from "./schema.js";

type Schemas = Record<string, JsonObject>;

/** A document with one operation that sends `Sent` and receives `Received`, where there are such schemas. */
function documentOf(schemas: Schemas): Document {
  const content = (name: string) => ({
    content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  return {
    openapi: "3.1.0",
    info: { title: "test", version: "1" },
    paths: {
      "/calls": {
        post: {
          ...(schemas.Sent && { requestBody: content("Sent") }),
          responses: { "200": schemas.Received ? content("Received") : { description: "" } },
        },
      },
    },
    webhooks: {},
    components: { schemas },
  };
}

async function typesOf(document: Document, received?: Schemas): Promise<string> {
  const types = typeDocument(document, received);
  const isNamed = Object.values(document.paths).some((item) => JSON.stringify(item).includes("x-telnyx-method"));
  const operations = isNamed ? readOperations(document, "voice", "test") : [];
  const text = await renderSchema(
    "test",
    types,
    operations.flatMap((operation) => rolesOf(types, operation)),
  );
  return text.slice(text.indexOf("export"));
}

/** The type of one component in schema.ts: in `components`, or in a declaration of its own. */
async function componentOf(schemas: Schemas, name: string): Promise<string> {
  const text = await typesOf(documentOf(schemas));
  const declared = new RegExp(`^export (?:type ${name} .*;|interface ${name} [\\s\\S]*?^\\})$`, "m").exec(text)?.[0];
  if (declared) return declared;
  const lines = text.slice(text.indexOf("  schemas: {")).split("\n").slice(1);
  const start = lines.findIndex((line) => line.startsWith(`    ${name}:`));
  const end = lines.findIndex((line, index) => index >= start && /^ {4}\S.*;$/.test(line));
  return lines
    .slice(start, end + 1)
    .map((line) => line.slice(4))
    .join("\n");
}

describe("renderSchema", () => {
  const cases: { name: string; given: Schemas; component: string; want: string }[] = [
    {
      name: "keeps a field with a default optional, and lets undefined be sent",
      given: { Sent: { type: "object", properties: { volume: { type: "number", default: 1 } } } },
      component: "Sent",
      want: "export interface Sent {\n  /** @default `1` */\n  volume?: number | undefined;\n}",
    },
    {
      name: "does not offer undefined in what is received",
      given: { Received: { type: "object", properties: { id: { type: "string" } } } },
      component: "Received",
      want: "export interface Received {\n  id?: string;\n}",
    },
    {
      name: "closes an enum that is sent",
      given: {
        Sent: { type: "object", required: ["mode"], properties: { mode: { type: "string", enum: ["a", "b", "a"] } } },
      },
      component: "Sent",
      want: 'export interface Sent {\n  mode: "a" | "b";\n}',
    },
    {
      name: "leaves an enum that is received open, and a constant as it is",
      given: {
        Received: {
          type: "object",
          required: ["mode", "kind", "size"],
          properties: {
            kind: { type: "string", enum: ["call"] },
            mode: { type: ["string", "null"], enum: ["a", "b", null] },
            size: { type: "integer", enum: [8, 16] },
          },
        },
      },
      component: "Received",
      want: 'export interface Received {\n  kind: "call";\n  mode: "a" | "b" | null | (string & {});\n  size: 8 | 16 | (number & {});\n}',
    },
    {
      name: "keeps a text open whose values are documented, and completes its default where it is sent",
      given: {
        Sent: {
          type: "object",
          properties: {
            key: { type: "string", default: "#" },
            stop: { type: ["string", "null"], default: "all", "x-telnyx-values": ["current", "all"] },
            title: { type: "string", default: "Two words" },
          },
        },
      },
      component: "Sent",
      want: `export interface Sent {
  /** @default \`"#"\` */
  key?: "#" | (string & {}) | undefined;
  /** @default \`"all"\` */
  stop?: "current" | "all" | null | (string & {}) | undefined;
  /** @default \`"Two words"\` */
  title?: string | undefined;
}`,
    },
    {
      name: "keeps the type of a reference that has a default beside it",
      given: {
        Sent: {
          type: "object",
          properties: { mode: { allOf: [{ $ref: "#/components/schemas/Mode" }], default: "a" } },
        },
        Mode: { type: "string", enum: ["a", "b"] },
      },
      component: "Sent",
      want: `export interface Sent {
  /** @default \`"a"\` */
  mode?: components["schemas"]["Mode"] | undefined;
}`,
    },
    {
      name: "has no default where it is received, and keeps documented values",
      given: {
        Received: {
          type: "object",
          properties: {
            key: { type: "string", default: "#" },
            track: { type: "string", "x-telnyx-values": ["inbound"] },
          },
        },
      },
      component: "Received",
      want: `export interface Received {
  /** @default \`"#"\` */
  key?: string;
  track?: "inbound" | (string & {});
}`,
    },
    {
      name: "keeps values next to any text",
      given: {
        Sent: {
          type: "object",
          properties: {
            codecs: { type: "string", anyOf: [{ type: "string", enum: ["PCMU,OPUS"] }, { type: "string" }] },
          },
        },
      },
      component: "Sent",
      want: `export interface Sent {
  codecs?: "PCMU,OPUS" | (string & {}) | undefined;
}`,
    },
    {
      name: "reads an enum of both booleans as a boolean",
      given: { Sent: { type: "object", properties: { secure: { type: "boolean", enum: [true, false] } } } },
      component: "Sent",
      want: "export interface Sent {\n  secure?: boolean | undefined;\n}",
    },
    {
      name: "gives an object without fields unknown values, not none",
      given: { Received: { type: "object", properties: { data: { type: "object" } } } },
      component: "Received",
      want: "export interface Received {\n  data?: Record<string, unknown>;\n}",
    },
    {
      name: "keeps fields that exclude each other apart",
      given: {
        Sent: {
          type: "object",
          required: ["id"],
          properties: {
            id: { type: "string" },
            name: { type: "string", description: "Stored." },
            url: { type: "string" },
          },
          oneOf: [{ required: ["name"] }, { required: ["url"] }],
        },
      },
      component: "Sent",
      want: "export type Sent = SentWithName | SentWithUrl;",
    },
    {
      name: "does not bother a reader with fields that exclude each other",
      given: {
        Received: {
          type: "object",
          properties: { name: { type: "string" }, url: { type: "string" } },
          oneOf: [{ required: ["name"] }, { required: ["url"] }],
        },
      },
      component: "Received",
      want: "export interface Received {\n  name?: string;\n  url?: string;\n}",
    },
    {
      name: "types a file that is sent by what can be sent",
      given: {
        Sent: { type: "object", required: ["media"], properties: { media: { type: "string", format: "binary" } } },
      },
      component: "Sent",
      want: "export interface Sent {\n  media: Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>;\n}",
    },
    {
      name: "tells the members of a union apart where they do not say it themselves",
      given: {
        Sent: {
          type: "object",
          properties: {
            voice: {
              oneOf: [{ $ref: "#/components/schemas/Aws" }],
              discriminator: { propertyName: "type", mapping: { aws: "#/components/schemas/Aws" } },
            },
          },
        },
        Aws: { type: "object", properties: { type: { type: "string", description: "Engine." } } },
      },
      component: "Aws",
      want: 'export interface Aws {\n  /** Engine. */\n  type: "aws";\n}',
    },
    {
      name: "hands the value of a nested union on to its members",
      given: {
        Sent: {
          type: "object",
          properties: {
            engine: {
              oneOf: [{ $ref: "#/components/schemas/Deep" }],
              discriminator: { propertyName: "engine", mapping: { Deepgram: "#/components/schemas/Deep" } },
            },
          },
        },
        Deep: {
          oneOf: [{ $ref: "#/components/schemas/Nova2" }],
          discriminator: { propertyName: "model", mapping: { "nova-2": "#/components/schemas/Nova2" } },
        },
        Nova2: { type: "object", properties: { engine: { type: "string" }, language: { type: "string" } } },
      },
      component: "Nova2",
      want: 'export interface Nova2 {\n  engine: "Deepgram";\n  language?: string | undefined;\n  model: "nova-2";\n}',
    },
    {
      name: "keeps a property called headers that holds anything",
      given: { Received: { type: "object", properties: { headers: { type: "object", additionalProperties: true } } } },
      component: "Received",
      want: "export interface Received {\n  headers?: {\n    [key: string]: unknown;\n  };\n}",
    },
    {
      name: "writes a long union one value a line",
      given: {
        Sent: {
          type: "object",
          required: ["mode"],
          properties: { mode: { type: "string", enum: ["a", "b", "c"].map((letter) => letter.repeat(40)) } },
        },
      },
      component: "Sent",
      want: `export interface Sent {\n  mode: "${"a".repeat(40)}"\n    | "${"b".repeat(40)}"\n    | "${"c".repeat(40)}";\n}`,
    },
  ];
  test.each(cases)("$name", async ({ given, component, want }) => {
    expect(await componentOf({ Sent: { type: "object" }, ...given }, component)).toBe(want);
  });

  test("splits a component that is sent and received, because only one of the two is open", async () => {
    const Mode: JsonObject = { type: "string", enum: ["a", "b"] };
    const holder: JsonObject = { type: "object", properties: { mode: { $ref: "#/components/schemas/Mode" } } };
    const text = await typesOf(documentOf({ Sent: holder, Received: holder, Mode }));
    expect(text).toContain('Mode: "a" | "b";');
    expect(text).toContain('ModeReceived: "a" | "b" | (string & {});');
    expect(text).toContain('mode?: components["schemas"]["Mode"] | undefined;');
    expect(text).toContain('mode?: components["schemas"]["ModeReceived"];');
  });

  test("types a component that is sent somewhere for the sender, wherever it is met first", async () => {
    const Plain: JsonObject = { type: "object", properties: { id: { type: "string" } } };
    const document = documentOf({ Sent: Plain, Received: Plain });
    document.paths = {
      "/a": {
        get: {
          responses: { "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/Sent" } } } } },
        },
      },
      ...document.paths,
    };
    expect(await typesOf(document)).toMatch(/interface Sent \{\s+id\?: string \| undefined;/);
  });

  test("has paths that lead to operations by the names of our methods, whatever upstream calls them", async () => {
    const object: JsonObject = { type: "object", properties: { id: { type: "string" } } };
    const document = documentOf({ Sent: object, Received: object });
    const post = document.paths["/calls"]?.post as JsonObject;
    Object.assign(post, { operationId: "RenamedEveryWeek", "x-telnyx-method": { name: "activeCalls.dial" } });
    const text = await typesOf(document);
    expect(text).toMatch(/interface paths \{\n {2}"\/calls": \{[\s\S]*? {4}post: operations\["activeCalls.dial"\];/);
    expect(text).toMatch(/interface operations \{\n {2}"activeCalls.dial": \{/);
    expect(text).toMatch(/requestBody[\s\S]*"application\/json": ActiveCallsDialBody;/);
    expect(text).toContain('"application/json": ActiveCallsDialResponse;');
    expect(text).not.toContain("RenamedEveryWeek");
  });

  test("leaves out components that nothing reaches", async () => {
    const text = await typesOf(documentOf({ Received: { type: "object" }, Unused: { type: "object" } }));
    expect(text).not.toContain("Unused");
  });

  test("names openapi-typescript and its version in the header", async () => {
    const [, line] = (await renderSchema("a.yaml", typeDocument(documentOf({})))).split("\n");
    expect(line).toMatch(/@generated by `pnpm generate` from a\.yaml with openapi-typescript \d+\.\d+\.\d+\. /);
  });

  test("requires what core makes sure of, without renaming the component", async () => {
    const document = documentOf({
      Received: { type: "object", properties: { data: { $ref: "#/components/schemas/Call" } } },
      Call: { type: "object", properties: { call_control_id: { type: "string", description: "Names a leg." } } },
    });
    const post = document.paths["/calls"]?.post as JsonObject;
    Object.assign(post, {
      "x-telnyx-method": { name: "dial" },
      "x-telnyx-response-requires": ["data.call_control_id"],
    });
    const text = await typesOf(document);
    expect(text).toContain("export interface DialResponse extends Received {\n  data: DialResponseData;\n}");
    expect(text).toMatch(
      /export interface DialResponseData extends Call \{\s+\/\*\* Names a leg\. \*\/\s+call_control_id: string;/,
    );
  });

  test("types a query with the words of its parameters, also of those in components", async () => {
    const document = documentOf({ Received: { type: "object" } });
    document.components.parameters = {
      Page: {
        name: "page",
        in: "query",
        description: "Which page.",
        schema: { type: "object", properties: { size: { type: "integer", description: "Items on it." } } },
      },
    };
    document.paths["/calls"] = {
      parameters: [{ name: "id", in: "path", required: true, description: "Names it.", schema: { type: "string" } }],
      get: { parameters: [{ $ref: "#/components/parameters/Page" }], responses: { "200": { description: "" } } },
    };
    const text = await typesOf(document);
    expect(text).toMatch(/\/\*\* Which page\. \*\/\s+page\?: components\["parameters"\]\["Page"\];/);
    expect(text).toMatch(/Page: PageParameter \| undefined;/);
    expect(text).toMatch(/\/\*\* Items on it\. \*\/\s+size\?: number \| undefined;/);
    expect(text).toMatch(/\/\*\* Names it\. \*\/\s+id: string;/);
  });

  test("is the same text for the same document", async () => {
    const document = documentOf({
      Received: { type: "object", properties: { b: { type: "string" }, a: { type: "string" } } },
    });
    expect(await typesOf(document)).toBe(await typesOf(structuredClone(document)));
  });
});
