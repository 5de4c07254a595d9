import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { accepted, apiKey, failure, observe } from "./__tests__/observe.js";
import { ConfigurationError, createTelnyx, type TelnyxOptions } from "./index.js";
import { requestOptionNames, telnyxOptionNames } from "./options.js";
import { version } from "./version.js";

const thrown = (options: unknown): Error => {
  try {
    createTelnyx(options as TelnyxOptions);
  } catch (error) {
    return error as Error;
  }
  throw new Error("createTelnyx was expected to throw.");
};

describe("createTelnyx", () => {
  it.each([
    ["an empty key", { apiKey: "" }, "The API key is missing or empty"],
    ["a key with a line break", { apiKey: "KEY0123456789\n" }, "The API key holds white space or a line break"],
    ["a key with a space", { apiKey: "KEY 0123456789" }, "white space"],
    ["a short key", { apiKey: "KEY" }, "8 to 512 printable ASCII characters"],
    ["a key that is not ASCII", { apiKey: "KEY0123456789é" }, "printable ASCII"],
    ["a key that is no text", { apiKey: 42 }, "The API key is missing or empty"],
    ["a misspelt option", { apikey: "x" }, "Unknown option apikey. Known:"],
    ["an option of another client", { apiKey, baseURL: "https://x" }, "Unknown option baseURL"],
    ["a key in the place of options", "KEY0123456789", "Options must be an object"],
    ["null", null, "Options must be an object"],
    ["a negative timeout", { apiKey, timeoutMs: -1 }, "Option timeoutMs must be a whole number"],
    ["half a retry", { apiKey, maxRetries: 1.5 }, "Option maxRetries must be a whole number from 0 to 10"],
    [
      "a header of the client's own",
      { apiKey, headers: { Authorization: "x" } },
      'Header "authorization" is the client',
    ],
  ])("refuses %s", (_, options, message) => {
    const error = thrown(options);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(message);
  });

  it.each([
    "host",
    "Content-Length",
    "content-type",
    "Transfer-Encoding",
    "connection",
    "proxy-authorization",
    "",
    "a b",
    "a:b",
    "a\r\nb",
    "é",
  ])("refuses the header name %j", (name) => {
    expect(thrown({ apiKey, headers: { [name]: "x" } })).toBeInstanceOf(ConfigurationError);
  });

  it.each(["a\r\nb", "a\nb", "a\0b", "\u2028", "😀", "x".repeat(8193), 42, null, ["a", "b"]])(
    "refuses the header value %j",
    (value) => {
      expect(thrown({ apiKey, headers: { "x-a": value } })).toBeInstanceOf(ConfigurationError);
    },
  );

  it("says at the first command that there is no key, and sends nothing", async () => {
    vi.stubEnv("TELNYX_API_KEY", undefined);
    for (const options of [{}, { apiKey: undefined }, { apiKey: () => undefined as unknown as string }]) {
      const { telnyx, requests } = observe(accepted, { apiKey: undefined, ...options });
      const error = (await failure(telnyx.request("GET", "/calls"))) as Error;
      expect(error.message).toBe("The API key is missing or empty. Set TELNYX_API_KEY, or pass { apiKey }.");
      expect(requests).toEqual([]);
    }
    vi.unstubAllEnvs();
  });

  it("needs no process", async () => {
    vi.stubGlobal("process", undefined);
    const telnyx = createTelnyx({ apiKey, fetch: async () => accepted() });
    const result = await telnyx.request("GET", "/calls");
    vi.unstubAllGlobals();
    expect(result).toEqual({ data: { result: "ok" } });
  });

  it("tells which function failed to give a key", async () => {
    const { telnyx } = observe(accepted, { apiKey: () => Promise.reject(new Error("vault is sealed")) });
    expect(await failure(telnyx.request("GET", "/calls"))).toMatchObject({
      name: "ConfigurationError",
      message: "The apiKey function failed.",
      cause: { message: "vault is sealed" },
    });
  });

  it("tells that a pacer failed", async () => {
    const pacer = { acquire: () => Promise.reject(new Error("queue is gone")) };
    const { telnyx, requests } = observe(accepted, { pacer });
    expect(await failure(telnyx.request("GET", "/calls"))).toMatchObject({
      name: "ConfigurationError",
      message: "The pacer failed.",
      mayHaveExecuted: false,
    });
    expect(requests).toEqual([]);
  });

  it("does not wait for a key beyond the deadline", async () => {
    const { telnyx } = observe(accepted, { apiKey: () => new Promise(() => {}), deadlineMs: 30 });
    expect(await failure(telnyx.request("GET", "/calls"))).toMatchObject({
      name: "TimeoutError",
      mayHaveExecuted: false,
    });
  });

  it("has every option in the README", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    for (const name of new Set([...telnyxOptionNames, ...requestOptionNames]))
      expect(readme).toContain(`| \`${name}\``);
  });

  it("carries the version of its package.json", () => {
    expect(version).toBe(
      (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }).version,
    );
  });
});

describe("onResponse", () => {
  it("is called once, with the response that the result or the error came from", async () => {
    const seen: number[] = [];
    const { domain } = observe((_, count) =>
      Response.json(
        { data: {} },
        { status: count === 1 ? 503 : count === 2 ? 200 : 422, headers: { "x-count": String(count) } },
      ),
    );
    const onResponse = (response: Response) => seen.push(response.status, Number(response.headers.get("x-count")));
    await domain.answer("id", {}, { onResponse });
    await failure(domain.answer("id", {}, { onResponse }));
    expect(seen).toEqual([200, 2, 422, 3]);
  });

  it("cannot turn a success into a failure", async () => {
    const { domain } = observe(accepted);
    const onResponse = () => {
      throw new Error("broken");
    };
    expect(await domain.answer("id", {}, { onResponse })).toEqual({ data: { result: "ok" } });
  });
});

// Without `required`, which breaks the Response class of Node itself.
describe("a polluted Object.prototype", () => {
  const pollution: Record<string, unknown> = {
    headers: { "x-evil": "1" },
    signal: AbortSignal.abort(),
    timeoutMs: 1,
    deadlineMs: 1,
    maxRetries: 10,
    maxResponseBytes: 1,
    onResponse: () => {},
    apiKey: "KEY_evil_evil_evil",
    baseUrl: "https://evil.example",
    hooks: [{ onRequest: () => ({ "x-evil": "1" }) }],
    logger: {},
    pacer: { acquire: () => new Promise(() => {}) },
    fetchOptions: { dispatcher: {} },
    method: "DELETE",
    path: { call_control_id: "evil" },
    query: { evil: 1 },
    body: { evil: 1 },
    params: {},
    safety: "safe",
    input: "query",
    expects: ["data.evil"],
    page: "cursor",
    response: "bytes",
    multipart: "to",
    command_id: "evil",
    to: "evil",
    redirect: "follow",
    dispatcher: {},
    credentials: "include",
    code: "evil",
    title: "evil",
    detail: "evil",
    source: { pointer: "evil" },
    errors: [{ code: "evil" }],
    cause: "evil",
    operation: "evil",
    commandId: "evil",
    mayHaveExecuted: true,
    status: 200,
    reason: "refused",
    meta: { page_number: 1, total_pages: 9 },
    data: ["evil"],
    "x-evil": "1",
  };

  async function run(): Promise<unknown> {
    const requests: unknown[] = [];
    const { domain, telnyx } = observe(accepted, {
      fetch: async (url, init) => {
        const { signal, body, ...rest } = init;
        requests.push([
          url,
          {
            ...rest,
            headers: { ...(init.headers as object) },
            body: typeof body === "string" ? body.replace(/[0-9a-f-]{36}/, "id") : body,
          },
        ]);
        return url.includes("refuse") ? Response.json({}, { status: 422 }) : Response.json({ list: [] });
      },
    });
    const results = await Promise.allSettled([
      domain.answer("id"),
      domain.answer("id", { client_state: "x" }, {}),
      domain.retrieve("id"),
      domain.applications.list(),
      domain.connectors.delete("x"),
      domain.updateState("id", { a: 1 }),
      domain.answer("refuse"),
      domain.answer(),
      telnyx.request("GET", "/x"),
      domain.dial({ connection_id: "1" }),
    ]);
    return results
      .map((result) =>
        result.status === "fulfilled"
          ? { ...(result.value as object) }
          : [
              (result.reason as Error).name,
              (result.reason as Error).message,
              Object.entries(result.reason as object).map(([key, value]) => [
                key,
                key === "commandId" ? typeof value : value,
              ]),
            ],
      )
      .concat(requests as never[]);
  }

  it("changes nothing that is sent, returned or thrown", async () => {
    const text = (value: unknown) =>
      JSON.stringify(value, (_, inner: unknown) => (typeof inner === "function" ? "function" : inner));
    const before = text(await run());
    for (const key of Object.keys(pollution))
      Object.defineProperty(Object.prototype, key, {
        value: pollution[key],
        configurable: true,
        enumerable: false,
        writable: true,
      });
    let after: unknown;
    try {
      after = await run();
    } finally {
      for (const key of Object.keys(pollution)) delete (Object.prototype as Record<string, unknown>)[key];
    }
    expect(JSON.parse(text(after))).toEqual(JSON.parse(before));
  });
});
