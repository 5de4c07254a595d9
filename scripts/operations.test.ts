import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createDomain, createTelnyx, type Operation, type Operations } from "@telnyx-kit/core";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentOf, type OperationModel, readOperations, successesOf } from "./generate/operation-model.js";
import { parametersOf } from "./generate/parameters.js";
import { sampleOf } from "./sample.js";
import { type Document, dereference, isObject, type Json, type JsonObject, pointerOf } from "./spec/document.js";
import { loadEffective } from "./spec/effective.js";

/** What the server got, byte by byte where it matters. */
interface Received {
  readonly method: string | undefined;
  readonly target: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

const { domains } = await loadEffective(fileURLToPath(new URL("..", import.meta.url)));

const received: Received[] = [];
let answer: { status: number; type?: string; body: string } = { status: 200, body: "{}" };
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    received.push({
      method: request.method,
      target: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, answer.type ? { "content-type": answer.type } : {}).end(answer.body);
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** A value that needs encoding, as call control ids do. */
const pathValue = (name: string): string => `v3:${name}/+= ü`;

/** `filter[occurred_at][gte]=…` back into an object; `filter[content_type][]=…` into a list. */
function readQuery(target: string): JsonObject {
  const query: JsonObject = {};
  for (const [key, value] of new URL(target, "http://localhost").searchParams) {
    const parts = key.replace(/\[\]$/, "").replaceAll("]", "").split("[");
    const last = parts.pop() ?? "";
    let owner = query;
    for (const part of parts) {
      owner[part] ??= {};
      owner = owner[part] as JsonObject;
    }
    owner[last] = key.endsWith("[]") ? [...((owner[last] ?? []) as Json[]), value] : value;
  }
  return query;
}

/** What is left of a value in a URL: text. */
const asText = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(asText);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]))
    : String(value);
};

/** Sends one operation as a user would, and gives what it resolved to. */
async function call(
  operations: Operations,
  model: OperationModel,
  input: Json | Record<string, unknown> | undefined,
): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  const telnyx = createTelnyx({ apiKey: "KEY-operations-test", baseUrl: `http://127.0.0.1:${port}/v2`, maxRetries: 0 });
  const domain: unknown = createDomain(telnyx, operations);
  const parts = model.name.split(".");
  const owner = parts.slice(0, -1).reduce((node, part) => (node as Record<string, unknown>)[part], domain);
  const method = (owner as Record<string, (...given: unknown[]) => Promise<unknown>>)[parts.at(-1) ?? ""];
  if (!method) throw new Error(`${model.name} is not a method of its domain`);
  received.length = 0;
  return method(...model.pathParameters.map(({ name }) => pathValue(name)), ...(model.input ? [input] : []));
}

function prepareAnswer(document: Document, model: OperationModel): void {
  const [status = "200", response] = successesOf(document, model.node)[0] ?? [];
  const schema = contentOf(response).get("application/json");
  if (model.response === "bytes") answer = { status: 200, type: "audio/mpeg", body: "ID3" };
  else if (schema === undefined) answer = { status: Number(status), body: "" };
  else answer = { status: Number(status), type: "application/json", body: JSON.stringify(sampleOf(document, schema)) };
}

const only = (): Received => {
  expect(received).toHaveLength(1);
  return received[0] as Received;
};

for (const [name, document] of domains) {
  const models = readOperations(document, name, `spec/fragments/${name}.yaml`);
  const { operations } = (await import(`../packages/${name}/src/generated/operations.ts`)) as {
    operations: Record<string, Operation>;
  };
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema({ ...document, $id: name });
  const explain = (validator: { errors?: unknown }): string => JSON.stringify(validator.errors);

  describe(`the operations of ${name}`, () => {
    test("are those of the specification", () => {
      const inTable = Object.entries(operations).map(
        ([method, { method: http, path }]) => `${method}: ${http} ${path}`,
      );
      expect(inTable).toEqual(models.map((model) => `${model.name}: ${model.method.toUpperCase()} ${model.path}`));
    });

    test.each(titled(models))("%s", async (_title, model) => {
      prepareAnswer(document, model);
      const { bodySchema, bodyAt, query } = inputOf(document, model);
      const sample = model.input === "body" ? sampleOf(document, bodySchema) : query;
      const { command_id: _, ...fields } = isObject(sample) ? sample : {};
      const result = await call(operations, model, fields);

      const request = only();
      const url = new URL(request.target, "http://localhost");
      expect(request.method).toBe(model.method.toUpperCase());
      const segments = `/v2${model.path}`.split("/");
      expect(url.pathname.split("/").map(decodeURIComponent)).toEqual(
        segments.map((segment) => (segment.startsWith("{") ? pathValue(segment.slice(1, -1)) : segment)),
      );
      expect(request.headers.authorization).toBe("Bearer KEY-operations-test");
      expect(readQuery(request.target)).toEqual(model.input === "query" ? asText(fields) : {});

      if (model.input === "body") {
        const sent = JSON.parse(request.body.toString()) as JsonObject;
        const { command_id: commandId, ...rest } = sent;
        expect(rest).toEqual(fields);
        if (model.safety === "deduped")
          expect(commandId).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        else expect(commandId).toBeUndefined();
        const validate = ajv.getSchema(`${name}${bodyAt}`);
        expect(validate?.(sent), explain(validate ?? {})).toBe(true);
      } else {
        expect(request.body).toHaveLength(0);
      }

      if (model.response === "empty") expect(result).toBeUndefined();
      else if (model.response === "bytes") expect(await (result as Response).text()).toBe("ID3");
      else expect(JSON.parse(JSON.stringify(result))).toMatchObject(pageOrAnswer(model));
    });

    const uploads = models.filter(({ multipart }) => multipart);
    if (uploads.length > 0) {
      test.each(titled(uploads))("%s, with a file as a form", async (_title, model) => {
        prepareAnswer(document, model);
        await call(operations, model, {
          [model.multipart ?? ""]: new Blob(["ID3"], { type: "audio/mpeg" }),
          media_name: "greeting",
        });
        const request = only();
        const form = await new Response(new Uint8Array(request.body), {
          headers: { "content-type": request.headers["content-type"] ?? "" },
        }).formData();
        expect(form.get("media_name")).toBe("greeting");
        expect(await (form.get(model.multipart ?? "") as File).text()).toBe("ID3");
      });
    }
  });
}

function titled(models: readonly OperationModel[]): [string, OperationModel][] {
  return models.map((model) => [`${model.name} sends ${model.method.toUpperCase()} ${model.path}`, model]);
}

/** A list gives `data` and `meta` of its page; anything else the answer as it came. */
function pageOrAnswer({ page }: OperationModel): JsonObject {
  const body = JSON.parse(answer.body) as JsonObject;
  return page ? { data: body.data ?? [], meta: body.meta ?? {} } : body;
}

/** What an operation takes, and where its JSON schema stands. */
function inputOf(
  document: Document,
  model: OperationModel,
): { bodySchema: Json | undefined; bodyAt: string; query: JsonObject } {
  const requestBody = isObject(model.node.requestBody) ? model.node.requestBody : {};
  const bodySchema = contentOf(dereference(document, requestBody)).get("application/json");
  const place =
    typeof requestBody.$ref === "string"
      ? requestBody.$ref
      : pointerOf(["paths", model.path, model.method, "requestBody"]);
  const parameters = parametersOf(document, document.paths[model.path] ?? {}, model.node).map(
    (parameter) => dereference(document, parameter) ?? {},
  );
  const query = parameters
    .filter((parameter) => parameter.in === "query")
    .map((parameter) => [String(parameter.name), sampleOf(document, parameter.schema)]);
  return { bodySchema, bodyAt: `${place}/content/application~1json/schema`, query: Object.fromEntries(query) };
}
