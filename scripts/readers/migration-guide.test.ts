import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createDomain, createTelnyx, type Operations } from "@telnyx-kit/core";
import { createMedia } from "@telnyx-kit/media";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentOf, type OperationModel, readOperations, successesOf } from "../generate/model/operation-model.js";
import { type Document, dereference, isObject, type JsonObject } from "../openapi/document.js";
import { loadEffective } from "../openapi/effective.js";
import { migrationGuide, officialFinder } from "./migration.js";
import {
  callByName,
  createOfficialClient,
  findOfficialCalls,
  installedVersion,
  officialArguments,
} from "./official.js";
import { repositoryRoot } from "./pages.js";
import { sampleOf } from "./sample.js";

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
const find = officialFinder(findOfficialCalls(createOfficialClient()));
const all = [...domains].flatMap(([domain, document]) =>
  readOperations(document, domain, "").map((model) => ({ name: `${domain}.${model.name}`, domain, document, model })),
);
const rows = all.flatMap((operation) => {
  const call = find(operation.model);
  return call ? [{ ...operation, call, official: call.name }] : [];
});

/** Arguments of a user for our method, and the same for the official SDK. */
function inputsOf(document: Document, { input, node }: OperationModel): { ours: JsonObject; official: JsonObject } {
  if (input === "query") {
    const filter = { filter: sampleQuery(document, node) };
    return { ours: { ...filter, page: { size: 50 } }, official: { ...filter, "page[size]": 50 } };
  }
  const { command_id: _, ...body } = sampleBody(document, node);
  return { ours: body, official: body };
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
  it("is derived from the release that the guide names", async () => {
    const guide = await readFile(join(repositoryRoot, migrationGuide), "utf8");
    expect(guide).toContain(`\`telnyx\` ${installedVersion()}`);
  });

  it("finds nearly every operation in the official client's code", () => {
    // Missing methods are rare; a client whose code reads otherwise would have nearly nothing.
    expect(rows.length / all.length).toBeGreaterThan(0.9);
  });

  it.each(rows)("client.$official and $name send the same", async ({ domain, document, model, call, official }) => {
    prepareAnswer(document, model);
    const { operations } = (await import(`../../packages/${domain}/src/generated/operations.ts`)) as {
      operations: Operations;
    };
    const telnyx = createTelnyx({ apiKey: "KEY-migration-test", baseUrl: baseUrl(), maxRetries: 0 });
    const inputs = inputsOf(document, model);
    const path = model.pathParameters.map(({ name }) => `v3:${name}/+= ü`);

    sent.length = 0;
    await callByName(
      createOfficialClient(baseUrl()),
      official,
      officialArguments(call, path, model.input && inputs.official),
    );
    await callByName(createDomain(telnyx, operations), model.name, [...path, ...(model.input ? [inputs.ours] : [])]);

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
