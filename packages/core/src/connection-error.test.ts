import { describe, expect, it, onTestFinished, vi } from "vitest";
import { failure, netError, observe, refusal } from "./__tests__/observe.js";
import { ApiError, ConnectionError, createTelnyx, type RateLimitError } from "./index.js";

const fast = { maxRetries: 2, deadlineMs: 5000 };

describe("an error", () => {
  it("of status 404 that does not come from Telnyx points to baseUrl, not to the id", async () => {
    const page = () => new Response("<h1>404</h1>", { status: 404, headers: { "content-type": "text/html" } });
    expect(await failure(observe(page).domain.retrieve("id"))).toMatchObject({
      message: expect.stringContaining("check baseUrl, which ends in /v2"),
    });
    expect(await failure(observe(() => refusal(404, "10005")).domain.retrieve("id"))).toMatchObject({
      message: expect.stringContaining("Check the id and the API key."),
    });
  });

  it("tells status, code, title, detail, pointer, request id and operation", async () => {
    const errors = [
      { code: 10015, title: "Bad Request", detail: "It is unknown.", source: { pointer: "/connection_id" } },
      { code: "10033", title: "Range", source: { parameter: "page[size]" } },
    ];
    const { domain } = observe(() =>
      Response.json(
        { errors, telnyx_error: { error_code: "D17" } },
        { status: 422, headers: { "x-request-id": "req-1" } },
      ),
    );
    const error = (await failure(domain.dial({ to: "x" }))) as ApiError;
    expect(error).toMatchObject({
      name: "ValidationError",
      message: "Request failed with status 422 (10015): POST /calls. Bad Request: It is unknown.",
      status: 422,
      code: "10015",
      requestId: "req-1",
      operation: "POST /calls",
      mayHaveExecuted: false,
      errors: [
        { code: "10015", title: "Bad Request", detail: "It is unknown.", pointer: "/connection_id" },
        { code: "10033", title: "Range", detail: undefined, pointer: "page[size]" },
      ],
    });
  });

  it.each([
    [400, "BadRequestError"],
    [401, "AuthenticationError"],
    [403, "PermissionError"],
    [404, "NotFoundError"],
    [405, "ApiError"],
    [409, "ConflictError"],
    [418, "ApiError"],
    [422, "ValidationError"],
    [429, "RateLimitError"],
    [500, "ServerError"],
    [501, "ServerError"],
    [503, "ServerError"],
    [599, "ServerError"],
  ])("of status %i is a %s", async (status, name) => {
    const { domain } = observe(() => refusal(status, "1"), { maxRetries: 0 });
    const error = await failure(domain.answer("id"));
    expect(error).toMatchObject({ name, status });
    expect(ApiError.isInstance(error)).toBe(true);
  });

  it("of a redirect names the origin only, and nothing is sent there", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const { domain, requests } = observe(
        () => new Response(null, { status, headers: { location: "https://evil.example/steal?to=+12025550102" } }),
        fast,
      );
      const error = (await failure(domain.dial({ to: "+12025550102" }))) as ApiError;
      expect(error.message).toBe(
        `Request failed with status ${status}: POST /calls. A redirect to https://evil.example is not followed: check baseUrl.`,
      );
      expect(requests).toHaveLength(1);
    }
  });

  it("of a rate limit tells what the headers said, whichever unit the reset has", async () => {
    const read = async (reset: string) => {
      const { domain } = observe(
        () =>
          refusal(429, "10011", {
            "x-ratelimit-limit": "100",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-reset": reset,
          }),
        { maxRetries: 0 },
      );
      return ((await failure(domain.answer("id"))) as RateLimitError).rateLimit;
    };
    expect(await read("7")).toEqual({ limit: 100, remaining: 0, resetMs: 7000 });
    expect((await read(String(Math.ceil(Date.now() / 1000) + 7)))?.resetMs).toBeGreaterThan(6000);
    expect(await read("soon")).toEqual({ limit: 100, remaining: 0, resetMs: undefined });
  });

  it.each([
    ["ECONNREFUSED", "connect", "refused"],
    ["ENOTFOUND", "getaddrinfo", "refused"],
    ["EAI_AGAIN", "getaddrinfo", "refused"],
    ["EHOSTUNREACH", "connect", "refused"],
    ["ETIMEDOUT", "connect", "refused"],
    ["UND_ERR_CONNECT_TIMEOUT", undefined, "refused"],
    ["ConnectionRefused", undefined, "refused"],
    ["ECONNRESET", "read", "lost"],
    ["EPIPE", "write", "lost"],
    ["ETIMEDOUT", "read", "lost"],
    ["EHOSTUNREACH", "read", "lost"],
    ["UND_ERR_SOCKET", undefined, "lost"],
    ["ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED", undefined, "lost"],
    ["CERT_HAS_EXPIRED", undefined, "certificate"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", undefined, "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", undefined, "certificate"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", undefined, "certificate"],
  ])("of %s during %s is reported as %s", async (code, syscall, reason) => {
    const { domain } = observe(
      () => {
        throw netError(code, syscall);
      },
      { maxRetries: 0 },
    );
    const error = await failure(domain.answer("id"));
    expect(error).toMatchObject({
      name: "ConnectionError",
      reason,
      mayHaveExecuted: reason === "lost",
      cause: { cause: { code } },
    });
    expect(ConnectionError.isInstance(error)).toBe(true);
  });

  it.each([
    [
      "Deno",
      new TypeError(
        "error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error: Connection refused (os error 111)",
      ),
      "refused",
    ],
    [
      "Deno's certificates",
      new TypeError(
        "error sending request for url (https://x/): client error (Connect): invalid peer certificate: UnknownIssuer",
      ),
      "certificate",
    ],
    [
      "Deno's resets",
      new TypeError("error sending request for url (https://x/): client error (SendRequest): connection closed"),
      "lost",
    ],
    [
      "several addresses",
      new TypeError("fetch failed", {
        cause: Object.assign(
          new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED", syscall: "connect" })]),
          { code: "ECONNREFUSED" },
        ),
      }),
      "refused",
    ],
    ["Workers", new Error("Network connection lost."), "lost"],
    ["nothing at all", undefined, "lost"],
    ["a string", "boom", "lost"],
  ])("tells how %s failed", async (_, thrown, reason) => {
    const { domain } = observe(
      () => {
        throw thrown;
      },
      { maxRetries: 0 },
    );
    expect(await failure(domain.answer("id"))).toMatchObject({ name: "ConnectionError", reason });
  });
});

describe("a request that was never sent", () => {
  it("counts as refused if the reason is at the bottom of the chain, which the error keeps", async () => {
    const bottom = Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:443"), {
      code: "ECONNREFUSED",
      syscall: "connect",
    });
    const wrapped = new Error("agent failed", {
      cause: new Error("pool failed", { cause: new AggregateError([bottom]) }),
    });
    const { domain } = observe(
      () => {
        throw new TypeError("fetch failed", { cause: wrapped });
      },
      { maxRetries: 0 },
    );
    expect(await failure(domain.updateState("id", { client_state: "" }))).toMatchObject({
      reason: "refused",
      mayHaveExecuted: false,
      cause: { cause: { message: "agent failed", cause: { cause: { cause: { code: "ECONNREFUSED" } } } } },
    });
  });

  it("survives a chain that leads back to its beginning", async () => {
    const first = new Error("first");
    first.cause = new Error("second", { cause: first });
    const { domain } = observe(
      () => {
        throw first;
      },
      { maxRetries: 0 },
    );
    expect(await failure(domain.answer("id"))).toMatchObject({ reason: "lost", cause: { message: "first" } });
  });

  it.each([5060, 5061])("counts as refused where fetch blocks port %i", async (port) => {
    const telnyx = createTelnyx({ apiKey: "KEY0123456789", baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0 });
    expect(await failure(telnyx.request("POST", "/calls", { body: {} }))).toMatchObject({
      reason: "refused",
      mayHaveExecuted: false,
      message: "No answer to POST /calls: connection refused. fetch never connects to this port: choose another one.",
    });
  });
});

describe("an attempt that was given up", () => {
  it("cannot pass off its late answer as that of a later attempt, also where fetch ignores the signal", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const answers = [60, 200].map(
      (afterMs) =>
        new Promise<Response>((resolve) => setTimeout(resolve, afterMs, Response.json({ data: { result: "ok" } }))),
    );
    let count = 0;
    const seen: number[] = [];
    const telnyx = createTelnyx({
      apiKey: "KEY0123456789",
      timeoutMs: 40,
      maxRetries: 1,
      clock: { random: () => 0 },
      hooks: { onResponse: ({ status }) => void seen.push(status) },
      fetch: async () => (await answers[count++]) as Response,
    });
    const onResponse = vi.fn();
    const failing = failure(telnyx.request("GET", "/calls/x", { onResponse }));
    await vi.advanceTimersByTimeAsync(300);
    expect(await failing).toMatchObject({ name: "TimeoutError" });
    expect([seen, onResponse.mock.calls]).toEqual([[], []]);
  });
});
