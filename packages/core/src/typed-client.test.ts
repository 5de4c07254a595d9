import { describe, expect, it } from "vitest";
import { accepted, failure, observe, refusal } from "./__tests__/observe.js";
import type { ApiError } from "./index.js";

type Loose = Record<
  string,
  (path: string, init?: object) => Promise<{ data?: unknown; error?: unknown; failure?: ApiError; response: Response }>
>;

describe("the typed client", () => {
  it("knows the safety of an operation from the table, and adds the command_id", async () => {
    const { domain, requests } = observe((_, count) => (count === 1 ? refusal(500, "1") : accepted()));
    const client = domain.client as unknown as Loose;
    const { data, response } = await client.POST!("/calls/{call_control_id}/actions/answer", {
      params: { path: { call_control_id: "v3:a" } },
    });
    expect(data).toEqual({ data: { result: "ok" } });
    expect(response.status).toBe(200);
    expect(requests).toHaveLength(2);
    expect(requests[0]?.body).toBe(requests[1]?.body);
    expect(requests[0]?.body).toContain("command_id");
  });

  it("gives an error answer as error, with the ApiError as failure", async () => {
    const { domain } = observe(() =>
      Response.json({ errors: [{ code: "90018", title: "Ended", source: { pointer: "/x" } }] }, { status: 422 }),
    );
    const { data, error, failure, response } = await (domain.client as unknown as Loose).POST!("/calls", {
      body: { to: "x" },
    });
    expect(data).toBeUndefined();
    expect(error).toEqual({
      errors: [{ code: "90018", title: "Ended", detail: undefined, source: { pointer: "/x" } }],
    });
    expect([failure?.code, failure?.commandId, failure?.mayHaveExecuted, response.status]).toEqual([
      "90018",
      expect.any(String),
      false,
      422,
    ]);
  });

  it("does not repeat what no table knows", async () => {
    const { domain, requests } = observe(() => refusal(500, "1"));
    await (domain.client as unknown as Loose).POST!("/unknown", { body: {} });
    expect(requests).toHaveLength(1);
    await (domain.client as unknown as Loose).GET!("/unknown", { params: { query: { page: { size: 1 } } } });
    expect(requests).toHaveLength(4);
  });

  it("drops what onResponse throws or rejects with, in a method and here", async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", note);
    const { domain } = observe(accepted);
    const onResponse = async () => {
      throw new Error("the metrics are away");
    };
    await domain.answer("id", {}, { onResponse });
    const { data } = await (domain.client as unknown as Loose).POST!("/unknown", { body: {}, onResponse });
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("unhandledRejection", note);
    expect([data, rejections]).toEqual([{ data: { result: "ok" } }, []]);
  });

  it("throws what is no answer, and refuses options that openapi-fetch has and this client has not", async () => {
    const { domain } = observe(
      () => {
        throw new TypeError("x");
      },
      { maxRetries: 0 },
    );
    const client = domain.client as unknown as Loose;
    expect(await failure(client.GET!("/calls/{id}", { params: { path: { id: "1" } } }))).toMatchObject({
      name: "ConnectionError",
    });
    for (const option of ["baseUrl", "fetch", "querySerializer", "parseAs"]) {
      expect(await failure(client.GET!("/calls", { [option]: "x" }))).toMatchObject({ name: "ConfigurationError" });
    }
  });
});

describe("telnyx.request", () => {
  it("carries the guarantees of the methods for operations that a table knows", async () => {
    const { telnyx, requests } = observe((_, count) => (count === 1 ? refusal(502, "1") : accepted()));
    await telnyx.request("POST", "/calls/{call_control_id}/actions/answer", {
      path: { call_control_id: "1" },
      body: {},
    });
    await telnyx.request("POST", "/calls/{call_control_id}/actions/answer", { path: { call_control_id: "1" } });
    expect(requests).toHaveLength(3);
    expect(requests.every((request) => request.body.includes("command_id"))).toBe(true);
  });

  it("treats an unknown operation as unsafe unless the caller says otherwise", async () => {
    const fails = observe(() => refusal(500, "1"), { deadlineMs: 5000 });
    await failure(fails.telnyx.request("POST", "/calls/{id}/actions/pay", { path: { id: "1" }, body: { a: 1 } }));
    expect(fails.requests).toHaveLength(1);
    expect(fails.requests[0]?.body).toBe('{"a":1}');
    const error = (await failure(
      fails.telnyx.request("POST", "/calls/{id}/actions/pay", { path: { id: "1" }, body: { a: 1 }, safety: "deduped" }),
    )) as ApiError;
    expect(fails.requests).toHaveLength(4);
    expect(JSON.parse(fails.requests[3]!.body)).toEqual({ a: 1, command_id: error.commandId });
  });

  it("refuses unknown input, a body on a GET and an unknown method", async () => {
    const { telnyx, requests } = observe(accepted);
    for (const [method, input] of [
      ["POST", { params: {} }],
      ["GET", { body: {} }],
      ["get", {}],
      ["CONNECT", {}],
      ["GET\r\nX", {}],
      ["", {}],
    ] as const) {
      expect(await failure(telnyx.request(method, "/calls", input as object))).toMatchObject({
        name: "ConfigurationError",
      });
    }
    expect(await failure(telnyx.request("GET", undefined as unknown as string))).toMatchObject({
      name: "ConfigurationError",
    });
    expect(requests).toEqual([]);
  });
});
