import type { Middleware as OpenApiMiddleware } from "openapi-fetch";
import { describe, expect, it, vi } from "vitest";
import { accepted, apiKey, failure, observe, refusal } from "./__tests__/observe.js";
import { createTelnyx, type Middleware, type TelnyxOptions } from "./index.js";

/** Middleware that rebuilds the request with another address. */
const sendTo = (url: (given: string) => string): Middleware => ({
  onRequest: ({ request }) => new Request(url(request.url), request),
});

describe("middleware", () => {
  it("sees a command once, as a real Request without the key, and its last answer as a real Response", async () => {
    const onRequest = vi.fn<NonNullable<OpenApiMiddleware["onRequest"]>>();
    const onResponse = vi.fn<NonNullable<OpenApiMiddleware["onResponse"]>>();
    const { domain, requests } = observe((_, count) => (count === 1 ? refusal(503, "1") : accepted()), {
      middleware: { onRequest, onResponse },
    });
    expect(await domain.answer("v3:a", { client_state: "e30=" })).toEqual({ data: { result: "ok" } });
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${apiKey}`, `Bearer ${apiKey}`]);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect([onRequest.mock.calls.length, onResponse.mock.calls.length]).toEqual([1, 1]);
    const [seen] = onRequest.mock.calls[0] ?? [];
    expect(seen?.request).toBeInstanceOf(Request);
    expect(seen?.request.headers.has("authorization")).toBe(false);
    expect(seen).toMatchObject({
      schemaPath: "/calls/{call_control_id}/actions/answer",
      params: { path: { call_control_id: "v3:a" } },
    });
    expect(onResponse.mock.calls[0]?.[0].response).toBeInstanceOf(Response);
  });

  it("adds headers, a query and fields of the body, in the order of the list", async () => {
    const addHeader = (value: string): Middleware => ({
      onRequest({ request }) {
        request.headers.append("x-order", value);
      },
    });
    const addFields: Middleware = {
      async onRequest({ request }) {
        const body = JSON.stringify({ ...((await request.clone().json()) as object), tag: "a" });
        return new Request(`${request.url}?trace=1`, { method: request.method, headers: request.headers, body });
      },
    };
    const { domain, requests } = observe(accepted, { middleware: [addHeader("1"), addFields, addHeader("2")] });
    await domain.answer("v3:a");
    expect(requests[0]?.headers).toMatchObject({ "x-order": "1, 2", "content-type": "application/json" });
    expect(requests[0]?.url).toMatch(/\/actions\/answer\?trace=1$/);
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ command_id: expect.any(String), tag: "a" });
  });

  it.each<[string, Middleware, string]>([
    ["another origin", sendTo((url) => url.replace("api.telnyx.com", "evil.example")), "the address"],
    ["another operation", sendTo((url) => url.replace("answer", "hangup")), "the address"],
    ["another method", { onRequest: ({ request }) => new Request(request.url, { method: "DELETE" }) }, "the method"],
    [
      "another command_id",
      { onRequest: ({ request: { url, method } }) => new Request(url, { method, body: '{"command_id":"x"}' }) },
      "the command_id",
    ],
    ["no body", { onRequest: ({ request: { url, method } }) => new Request(url, { method }) }, "the command_id"],
    [
      "a key of its own",
      {
        onRequest({ request }) {
          request.headers.set("authorization", "Bearer other");
        },
      },
      'Header "authorization" is the client',
    ],
  ])("cannot make a command go out with %s", async (_, middleware, message) => {
    const { domain, requests } = observe(accepted, { middleware });
    expect(await failure(domain.answer("v3:a"))).toMatchObject({
      name: "ConfigurationError",
      message: expect.stringContaining(message),
      operation: "POST /calls/{call_control_id}/actions/answer",
      mayHaveExecuted: false,
    });
    expect(requests).toEqual([]);
  });

  it("answers in the place of Telnyx, and replaces what Telnyx answered", async () => {
    const cached: Middleware = { onRequest: () => Response.json({ data: "cached" }) };
    const { domain, requests } = observe(accepted, { middleware: cached });
    expect(await domain.retrieve("v3:a")).toEqual({ data: "cached" });
    expect(requests).toEqual([]);
    const replacing: Middleware = { onResponse: () => Response.json({ data: "other" }) };
    expect(await observe(accepted, { middleware: replacing }).domain.retrieve("v3:a")).toEqual({ data: "other" });
  });

  it.each(["onRequest", "onResponse"] as const)(
    "that throws in %s ends the command, which tells whether it was sent",
    async (hook) => {
      const middleware: Middleware = {
        [hook]: () => {
          throw new Error("the cache is away");
        },
      };
      const { domain, requests } = observe(accepted, { middleware });
      expect(await failure(domain.answer("v3:a"))).toMatchObject({
        name: hook === "onRequest" ? "ConfigurationError" : "ResponseParseError",
        cause: { message: "the cache is away" },
        mayHaveExecuted: hook === "onResponse",
        commandId: expect.any(String),
      });
      expect(requests).toHaveLength(hook === "onRequest" ? 0 : 1);
    },
  );

  it("leaves uploads, downloads, answers without a body and refusals as they are", async () => {
    const pass: Middleware = { onRequest: () => {}, onResponse: () => {} };
    const forms: FormData[] = [];
    const { domain, requests } = observe(
      async (request) => {
        if (request.headers.get("content-type")?.startsWith("multipart/")) forms.push(await request.formData());
        if (request.method === "DELETE") return new Response(null, { status: 204 });
        if (request.url.endsWith("/download"))
          return new Response("RIFF", { headers: { "content-type": "audio/wav" } });
        return request.url.endsWith("refuse") ? refusal(404, "10005") : accepted();
      },
      { middleware: pass },
    );
    await domain.storage.upload({ media: new Blob(["RIFF"]), media_name: "greeting" });
    expect(await (forms[0]!.get("media") as File).text()).toBe("RIFF");
    expect(await ((await domain.storage.download("greeting")) as Response).text()).toBe("RIFF");
    expect(await domain.connectors.delete("x")).toBeUndefined();
    expect(await failure(domain.retrieve("refuse"))).toMatchObject({ name: "NotFoundError", code: "10005" });
    expect(requests).toHaveLength(4);
  });

  it.each([{}, { onRequest: 1 }, "logger", [null]])("is refused where it is %j", (middleware) => {
    expect(() => createTelnyx({ apiKey, middleware } as unknown as TelnyxOptions)).toThrow(
      "Option middleware must have onRequest, onResponse or onError",
    );
  });
});
