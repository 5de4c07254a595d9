import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTelnyx, type Telnyx, ValidationError } from "../index.js";

// biome-ignore lint/suspicious/noExplicitAny: any method, whatever it takes.
type AnyMethod = (...given: any[]) => unknown;

/** The methods of a domain by name: `speak`, `storage.list`. */
type MethodName<Domain> = {
  [Key in Exclude<keyof Domain, "client"> & string]: Domain[Key] extends AnyMethod
    ? Key
    : `${Key}.${MethodName<Domain[Key]>}`;
}[Exclude<keyof Domain, "client"> & string];

type MethodAt<Domain, Name extends string> = Name extends `${infer Resource}.${infer Rest}`
  ? MethodAt<Domain[Resource & keyof Domain], Rest>
  : Domain[Name & keyof Domain];

/** One call of a method, and the request and the answer that belong to it. */
export interface MethodRow<Given extends readonly unknown[] = readonly unknown[]> {
  /** The arguments: one for each parameter of the path, then the body or the query. */
  readonly given: Given;
  /** Method, path template and query: `GET /media?filter[content_type][]=audio/mpeg`. The body is the one given. */
  readonly sends: string;
  /** Whether core adds a `command_id`, so that a retry cannot act twice. */
  readonly commandId?: true;
  /** @default "json" */
  readonly answer?: keyof typeof answers;
}

/** A row for every method. `Beside` names methods that are tested elsewhere. */
export type MethodRows<Domain, Beside extends string> = {
  readonly [Name in Exclude<MethodName<Domain>, Beside>]: MethodAt<Domain, Name> extends infer Method extends AnyMethod
    ? MethodRow<Parameters<Method>>
    : never;
};

const json = { "content-type": "application/json" };
const resource = { data: { id: "r-1", call_control_id: "v3:new", result: "ok" } };
const page = { data: [{ id: "r-1" }, { id: "r-2" }], meta: { page_number: 1, total_pages: 1 } };
const answers = {
  json: { status: 200, headers: json, body: JSON.stringify(resource), value: resource },
  page: { status: 200, headers: json, body: JSON.stringify(page), value: page },
  bytes: { status: 200, headers: { "content-type": "audio/mpeg" }, body: "ID3", value: "ID3" },
  nothing: { status: 204, headers: {}, body: "", value: undefined },
} as const;
const refusal = {
  status: 422,
  headers: { ...json, "x-request-id": "request-1" },
  body: JSON.stringify({ errors: [{ code: "90018", title: "Call has ended", detail: "The call is over." }] }),
};
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** One request as a server on a real socket got it. */
export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Starts a server for the tests of a file. It answers with `server.reply`, and keeps the requests that it got. */
export function useServer() {
  const server = {
    reply: answers.json as { status: number; headers: object; body: string },
    received: [] as Received[],
  };
  const http = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    server.received.push({ method: request.method ?? "", target: request.url ?? "", headers: request.headers, body });
    response.writeHead(server.reply.status, { ...server.reply.headers }).end(server.reply.body);
  });
  beforeAll(() => new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => http.close(resolve)));
  beforeEach(() => void Object.assign(server, { reply: answers.json, received: [] }));
  const telnyx = () =>
    createTelnyx({
      apiKey: "KEY_0123456789",
      baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v2`,
      maxRetries: 0,
    });
  return Object.assign(server, { telnyx });
}

/** Tests every method of a domain over a real socket: the exact request, what it resolves to, and a typed error. */
export function testMethods<Domain extends object, const Beside extends string = never>(
  create: (telnyx: Telnyx) => Domain,
  rows: MethodRows<Domain, Beside>,
  beside: readonly Beside[] = [],
): void {
  const server = useServer();
  const methods = () => methodsOf(create(server.telnyx()));
  const call = async (name: string, given: readonly unknown[]) => methods().get(name)?.(...given);

  test("every method has a row", () => {
    expect([...Object.keys(rows), ...beside].sort()).toEqual([...methods().keys()].sort());
  });

  describe.each(Object.entries<MethodRow>(rows))("%s", (name, row) => {
    const { given, sends, commandId, answer = "json" } = row;

    test(`sends ${sends}`, async () => {
      server.reply = answers[answer];
      const result = await call(name, given);

      expect(server.received).toHaveLength(1);
      const request = server.received[0] as Received;
      const { path, query, body } = expectedOf(row);
      expect(`${request.method} ${request.target.split("?")[0]}`).toBe(`${sends.split(" ")[0]} /v2${path}`);
      expect(decodeURIComponent(request.target.split("?")[1] ?? "")).toBe(query);
      expect(request.headers.authorization).toBe("Bearer KEY_0123456789");
      expect(request.headers["content-type"]).toBe(body && "application/json");
      const sent = request.body.length > 0 ? JSON.parse(request.body.toString()) : undefined;
      expect(sent).toEqual(commandId ? { ...body, command_id: expect.stringMatching(uuid) } : body);

      if (result instanceof Response) expect(await result.text()).toBe(answers[answer].value);
      else expect(result === undefined ? result : JSON.parse(JSON.stringify(result))).toEqual(answers[answer].value);
    });

    test("rejects with the error that Telnyx answers", async () => {
      server.reply = refusal;
      const error = await call(name, given).catch((thrown: unknown) => thrown);

      expect(ValidationError.isInstance(error)).toBe(true);
      expect(error).toMatchObject({
        status: 422,
        code: "90018",
        requestId: "request-1",
        operation: sends.split("?")[0],
        mayHaveExecuted: false,
      });
      const { body } = server.received[0] as Received;
      if (commandId) expect(error).toHaveProperty("commandId", JSON.parse(body.toString()).command_id);
    });
  });
}

/** The request that a row describes: `/calls/{call_control_id}` takes the first argument, encoded. */
function expectedOf({ given, sends, commandId }: MethodRow) {
  const [, method, template = "", query = ""] = /^(\w+) ([^?]+)\??(.*)$/.exec(sends) ?? [];
  const [input, ...values] = [given[template.split("{").length - 1], ...given];
  const path = template.replace(/\{\w+\}/g, () => encodeURIComponent(values.shift() as string));
  const body = method === "GET" ? undefined : ((input ?? (commandId && {})) as object | undefined);
  return { path, query, body };
}

function methodsOf(node: object, prefix = ""): Map<string, AnyMethod> {
  return new Map(
    Object.entries(node)
      .filter(([key]) => key !== "client")
      .flatMap(([key, value]) =>
        typeof value === "function"
          ? [[prefix + key, value as AnyMethod] as const]
          : [...methodsOf(value as object, `${prefix}${key}.`)],
      ),
  );
}
