import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createDomain, createTelnyx, type Operations } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callByName, createOfficialClient, findOfficialCalls, installedVersion } from "./docs/official.js";
import { repositoryRoot } from "./docs/pages.js";
import { officialMethods, officialVersion } from "./generate/migration-names.js";
import { contentOf, type OperationModel, readOperations, successesOf } from "./generate/operation-model.js";
import { sampleOf } from "./sample.js";
import { type Document, dereference, isObject, type JsonObject } from "./spec/document.js";
import { anonymous } from "./spec/domains.js";
import { loadEffective } from "./spec/effective.js";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const sent: Sent[] = [];
let answer = { status: 200, body: "{}", type: "application/json" };
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const url = new URL(request.url ?? "", "http://localhost");
    const { command_id: _, ...body } = JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, unknown>;
    sent.push({ method: request.method ?? "", path: url.pathname, query: Object.fromEntries(url.searchParams), body });
    response
      .writeHead(answer.status, { "content-type": answer.type })
      .end(answer.status === 204 ? undefined : answer.body);
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
const baseUrl = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`;

const { domains } = await loadEffective(repositoryRoot);
const rows = [...domains].flatMap(([domain, document]) =>
  readOperations(document, domain, "").flatMap((model) => {
    const name = `${domain}.${model.name}`;
    return officialMethods[name] ? [{ name, domain, document, model, official: officialMethods[name].name }] : [];
  }),
);

/** What a user would give to our method, and the same in the official SDK's words. */
function inputsOf(
  document: Document,
  { name, input, node }: OperationModel,
): { ours: JsonObject; official: JsonObject } {
  if (input === "query") {
    const filter = { filter: sampleQuery(document, node) };
    return { ours: { ...filter, page: { size: 50 } }, official: { ...filter, "page[size]": 50 } };
  }
  const { command_id: _, ...body } = sampleBody(document, node);
  if (name !== "bridge") return { ours: body, official: body };
  const { call_control_id, ...rest } = body;
  return { ours: body, official: { call_control_id_to_bridge_with: call_control_id ?? null, ...rest } };
}

/** The official client takes the last path parameter first, and the ones before it inside the object. */
function officialArguments(
  { pathParameters }: OperationModel,
  path: readonly string[],
  input: readonly JsonObject[],
): readonly unknown[] {
  if (path.length < 2) return [...path, ...input];
  const owners = pathParameters.slice(0, -1).map(({ name }, index) => [name, path[index]]);
  return [path.at(-1), { ...Object.fromEntries(owners), ...input[0] }];
}

function sampleBody(document: Document, node: JsonObject): JsonObject {
  const sample = sampleOf(document, contentOf(dereference(document, node.requestBody)).get("application/json"));
  return isObject(sample) ? sample : {};
}

/** The filters of a list, without those that are lists: the official client joins these with commas, under another name. */
function sampleQuery(document: Document, node: JsonObject): JsonObject {
  const parameters = Array.isArray(node.parameters) ? node.parameters : [];
  const filter = parameters
    .map((parameter) => dereference(document, parameter))
    .find((parameter) => parameter?.name === "filter");
  const sample = filter ? sampleOf(document, filter.schema) : {};
  return isObject(sample)
    ? Object.fromEntries(Object.entries(sample).filter(([, value]) => !Array.isArray(value)))
    : {};
}

function prepareAnswer(document: Document, model: OperationModel): void {
  const [status = "200", response] = successesOf(document, model.node)[0] ?? [];
  const schema = contentOf(response).get("application/json");
  answer = {
    status: Number(status),
    body: JSON.stringify(schema === undefined ? {} : sampleOf(document, schema)),
    type: model.response === "bytes" ? "audio/mpeg" : "application/json",
  };
}

describe("the table of the migration guide", () => {
  it("is written against the release that is installed", () => {
    expect(installedVersion()).toBe(officialVersion);
  });

  it("names every method that the official client has for an operation of ours", () => {
    const official = new Map(
      findOfficialCalls(createOfficialClient(baseUrl())).map(({ identity, name }) => [identity, name]),
    );
    const all = [...domains].flatMap(([domain, document]) =>
      readOperations(document, domain, "").map((model) => ({ model, name: `${domain}.${model.name}` })),
    );
    const expected = all.flatMap(({ model, name }) => {
      const found = official.get(`${model.method.toUpperCase()} ${anonymous(model.path)}`);
      return found ? [[name, found]] : [];
    });
    const given = Object.entries(officialMethods).map(([name, method]) => [name, method.name]);
    expect(Object.fromEntries(given)).toEqual(Object.fromEntries(expected));
    expect(expected.length).toBeGreaterThan(60);
  });

  it.each(rows)("client.$official and $name send the same", async ({ domain, document, model, official }) => {
    prepareAnswer(document, model);
    const { operations } = (await import(`../packages/${domain}/src/generated/operations.ts`)) as {
      operations: Operations;
    };
    const telnyx = createTelnyx({ apiKey: "KEY-migration-test", baseUrl: baseUrl(), maxRetries: 0 });
    const inputs = inputsOf(document, model);
    const path = model.pathParameters.map(({ name }) => `v3:${name}/+= ü`);
    const input = (given: JsonObject) => (model.input ? [given] : []);

    sent.length = 0;
    await callByName(createOfficialClient(baseUrl()), official, officialArguments(model, path, input(inputs.official)));
    await callByName(createDomain(telnyx, operations), model.name, [...path, ...input(inputs.ours)]);

    expect(sent).toHaveLength(2);
    const [theirs, ours] = sent;
    expect(decodeURIComponent(theirs?.path ?? "")).toBe(decodeURIComponent(ours?.path ?? ""));
    expect({ ...theirs, path: "" }).toEqual({ ...ours, path: "" });
    expect(ours?.method).toBe(model.method.toUpperCase());
    // Some bodies have nothing but a command_id, which was taken out above.
    if (model.input === "body") expect(Object.keys(ours?.body as object)).toEqual(Object.keys(inputs.ours));
  });
});

describe("what the guide says about lists in a filter", () => {
  it("holds: the official client joins with commas, ours sends the name that the API documents", async () => {
    answer = { status: 200, body: '{"data":[]}', type: "application/json" };
    const query = { filter: { content_type: ["audio/mpeg", "audio/wav"] } };
    const media = createMedia({ apiKey: "KEY-migration-test", baseUrl: baseUrl() });
    sent.length = 0;
    await callByName(createOfficialClient(baseUrl()), "media.list", [query]);
    await media.storage.list({ filter: { content_type: ["audio/mpeg"] } });
    expect(sent.map((request) => request.query)).toEqual([
      { "filter[content_type]": "audio/mpeg,audio/wav" },
      { "filter[content_type][]": "audio/mpeg" },
    ]);
  });
});
