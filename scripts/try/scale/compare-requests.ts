import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createDomain, createTelnyx, type Operations } from "@telnyx-kit/core";
import { contentOf, type OperationModel, readOperations, successesOf } from "../../generate/model/operation-model.js";
import { parametersOf } from "../../generate/model/parameters.js";
import { type Document, dereference, isObject, type Json, type JsonObject } from "../../openapi/document.js";
import { loadEffective } from "../../openapi/effective.js";
import { officialFinder } from "../../readers/migration.js";
import { callByName, createOfficialClient, findOfficialCalls, officialArguments } from "../../readers/official.js";
import { sampleOf } from "../../readers/sample.js";

/** A request as it came over the socket. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly type: string;
  readonly body: unknown;
}

/** One operation, called by both clients with the same values. */
export interface Compared {
  readonly identity: string;
  /** The official client's method; undefined if its code has none for the operation. */
  readonly official: string | undefined;
  /** The request of each, or the reason why it sent nothing. */
  readonly ours: Sent | string;
  readonly theirs: Sent | string | undefined;
}

/** Calls every operation of the tree with samples of its parameters and body, by our client and by the official one. */
export async function compareRequests(root: string): Promise<Compared[]> {
  const listener = await listen();
  const find = officialFinder(findOfficialCalls(createOfficialClient()));
  const telnyx = createTelnyx({ apiKey: "KEY-scale", baseUrl: listener.url, maxRetries: 0 });
  const official = createOfficialClient(listener.url);
  const compared: Compared[] = [];
  try {
    for (const [domain, document] of (await loadEffective(root)).domains) {
      const { operations } = (await import(`${root}/packages/${domain}/src/generated/operations.ts`)) as {
        operations: Operations;
      };
      const client = createDomain(telnyx, operations);
      for (const model of readOperations(document, domain, domain)) {
        const input = inputOf(document, model);
        const path = model.pathParameters.map(({ name }) => `v3:${name}/+= ü`);
        listener.answer(document, model);
        const mine = await listener.during(() => callByName(client, model.name, [...path, ...(input ? [input] : [])]));
        const call = find(model);
        compared.push({
          identity: `${model.method.toUpperCase()} ${model.path}`,
          official: call?.name,
          ours: mine,
          theirs:
            call &&
            (await listener.during(() => callByName(official, call.name, officialArguments(call, path, input)))),
        });
      }
    }
  } finally {
    listener.close();
  }
  return compared;
}

/** A value for the argument after the path, where there is one. */
function inputOf(document: Document, model: OperationModel): JsonObject | undefined {
  if (model.input === "query") return sampleQuery(document, model);
  return model.input && sampleBody(document, model);
}

function sampleQuery(document: Document, { path, node }: OperationModel): JsonObject {
  const parameters = parametersOf(document, document.paths[path] ?? {}, node).map((each) =>
    dereference(document, each),
  );
  return Object.fromEntries(
    parameters.flatMap((parameter): [string, Json][] =>
      parameter?.in === "query" ? [[String(parameter.name), sampleOf(document, parameter.schema)]] : [],
    ),
  );
}

function sampleBody(document: Document, { node, multipart }: OperationModel): JsonObject {
  const bodies = contentOf(dereference(document, node.requestBody));
  const sample = sampleOf(document, bodies.get(multipart ? "multipart/form-data" : "application/json"));
  if (!isObject(sample)) return sample as unknown as JsonObject;
  // Ours makes one up where none is given.
  const { command_id: _, ...body } = sample;
  if (!multipart) return body;
  const file = new File([new Uint8Array([1, 2, 3])], "sample.wav", { type: "audio/wav" });
  return { ...body, [multipart]: file as unknown as Json };
}

/** A server that keeps the last request and answers as the operation's document says. */
async function listen() {
  let last: Sent | undefined;
  let answer = { status: 200, type: "application/json", body: "{}" };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "", "http://localhost");
    const type = request.headers["content-type"] ?? "";
    last ??= {
      method: request.method ?? "",
      path: decodeURIComponent(url.pathname),
      query: [...url.searchParams].map((pair) => pair.join("=")).sort(),
      type: type.replace(/;.*$/, ""),
      body: await readBody(type, Buffer.concat(chunks)),
    };
    response
      .writeHead(answer.status, { "content-type": answer.type })
      .end(answer.status === 204 ? undefined : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`,
    close: () => server.close(),
    /** The request sent while `call` runs, or the reason why nothing was sent. */
    async during(call: () => Promise<unknown>): Promise<Sent | string> {
      last = undefined;
      const failure = await (async () => call())().then(
        () => "nothing was sent",
        (error: Error) => error.message,
      );
      return last ?? failure;
    },
    answer(document: Document, { node, response }: OperationModel) {
      const [status = "200", success] = successesOf(document, node)[0] ?? [];
      const schema = contentOf(success).get("application/json");
      answer = {
        status: /^2\d\d$/.test(status) ? Number(status) : 200,
        type: response === "bytes" ? "application/octet-stream" : "application/json",
        body: JSON.stringify(schema === undefined ? {} : sampleOf(document, schema)),
      };
    },
  };
}

async function readBody(type: string, bytes: Buffer): Promise<unknown> {
  if (bytes.length === 0) return undefined;
  if (type.startsWith("application/json")) {
    const body = JSON.parse(bytes.toString()) as Record<string, unknown>;
    delete body.command_id;
    return body;
  }
  if (!type.startsWith("multipart/form-data")) return bytes.toString();
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  const fields = [...form].map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : `${value.name} (${value.size} bytes)`}`,
  );
  return fields.sort();
}
