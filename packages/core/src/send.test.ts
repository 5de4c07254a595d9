import { describe, expect, it, vi } from "vitest";
import { accepted, apiKey, failure, netError, observe, refusal } from "./__tests__/observe.js";
import { type ApiError, createTelnyx, type TelnyxError } from "./index.js";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const fast = { maxRetries: 2, deadlineMs: 5000 };

describe("a request", () => {
  it("carries the key as a bearer token, JSON headers and the version", async () => {
    const { domain, requests } = observe(accepted);
    await domain.answer("v3:abc", { client_state: "e30=" });
    expect(requests[0]).toMatchObject({
      method: "POST",
      url: "https://api.telnyx.com/v2/calls/v3%3Aabc/actions/answer",
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": "telnyx-kit/0.0.0",
      },
    });
    expect(JSON.parse(requests[0]?.body as string)).toEqual({
      client_state: "e30=",
      command_id: expect.stringMatching(uuid),
    });
  });

  it("has no body and no content type where the operation has none", async () => {
    const { domain, requests } = observe(accepted);
    await domain.retrieve("id");
    expect(requests[0]).toMatchObject({ method: "GET", body: "" });
    expect(requests[0]?.headers).not.toHaveProperty("content-type");
  });

  it("carries the headers of the client and of the call", async () => {
    const { domain, requests } = observe(accepted, { headers: { "X-App": "a", "X-Tenant": "one" } });
    await domain.answer("id", {}, { headers: { "x-tenant": "two", "x-none": undefined } });
    expect(requests[0]?.headers).toMatchObject({ "x-app": "a", "x-tenant": "two" });
  });

  it("asks a key function once per command, not per attempt", async () => {
    const key = vi.fn(async () => apiKey);
    const { domain, requests } = observe((_, count) => (count < 3 ? refusal(503, "10007") : accepted()), {
      apiKey: key,
      ...fast,
    });
    await domain.answer("id");
    expect(requests).toHaveLength(3);
    expect(key).toHaveBeenCalledTimes(1);
  });

  it("reads TELNYX_API_KEY and TELNYX_BASE_URL at the first command, not before", async () => {
    const urls: string[] = [];
    const telnyx = createTelnyx({
      async fetch(url, init) {
        urls.push(`${url} ${(init.headers as Record<string, string>).authorization}`);
        return accepted();
      },
    });
    vi.stubEnv("TELNYX_API_KEY", "KEY_from_environment");
    vi.stubEnv("TELNYX_BASE_URL", "http://127.0.0.1:1/v2");
    await telnyx.request("GET", "/calls/1");
    vi.unstubAllEnvs();
    expect(urls).toEqual(["http://127.0.0.1:1/v2/calls/1 Bearer KEY_from_environment"]);
  });

  it("passes fetchOptions on, but keeps redirect, method and headers its own", async () => {
    const fetch = vi.fn(async (_url: string, _init: RequestInit) => accepted());
    const dispatcher = { name: "proxy" };
    const telnyx = createTelnyx({
      apiKey,
      fetch,
      fetchOptions: { dispatcher, redirect: "follow", method: "DELETE", headers: {} },
    });
    await telnyx.request("GET", "/calls/1");
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      dispatcher,
      redirect: "manual",
      method: "GET",
      headers: { authorization: `Bearer ${apiKey}` },
    });
  });

  it("does not upload a path or an address in the place of the file that it names", async () => {
    const { domain, requests } = observe(accepted);
    const error = await failure(domain.storage.upload({ media: "./greeting.mp3", media_name: "greeting" }));
    expect(error).toMatchObject({ message: expect.stringContaining("a file that is not a Blob, bytes or a stream") });
    expect(requests).toEqual([]);
  });

  it("uploads a file as a form, and a body without a file as JSON", async () => {
    const forms: FormData[] = [];
    const { domain, requests } = observe(async (request) => {
      if (request.headers.get("content-type")?.startsWith("multipart/")) forms.push(await request.formData());
      return accepted();
    });
    const bytes = new TextEncoder().encode("RIFF");
    await domain.storage.upload({
      media: new Blob([bytes], { type: "audio/wav" }),
      media_name: "greeting",
      ttl_secs: 60,
    });
    await domain.storage.upload({ media: new File([bytes], "a.wav") });
    await domain.storage.upload({ media: new Blob([bytes]).stream() });
    await domain.storage.upload({ media: bytes });
    await domain.storage.upload({ media_url: "https://example.com/a.wav" });
    expect(forms).toHaveLength(4);
    expect([forms[0]?.get("media_name"), forms[0]?.get("ttl_secs"), (forms[0]!.get("media") as File).name]).toEqual([
      "greeting",
      "60",
      "greeting",
    ]);
    for (const form of forms) expect(await (form.get("media") as File).text()).toBe("RIFF");
    expect((forms[1]!.get("media") as File).name).toBe("a.wav");
    expect(JSON.parse(requests[4]?.body as string)).toEqual({ media_url: "https://example.com/a.wav" });
  });
});

describe("a command", () => {
  it("gets one command_id, and every attempt carries the same bytes", async () => {
    const { domain, requests } = observe((_, count) => {
      if (count === 1) throw netError("ECONNRESET");
      return count === 2 ? refusal(500, "10007") : accepted();
    }, fast);
    await domain.dial({ connection_id: "1", from: "+12025550101", to: "+12025550102" }).catch(() => {});
    expect(requests).toHaveLength(3);
    expect(new Set(requests.map((request) => request.body)).size).toBe(1);
  });

  it("gets a new command_id each time it is called, and keeps the caller's", async () => {
    const { domain, requests } = observe(accepted);
    await domain.answer("id");
    await domain.answer("id");
    await domain.answer("id", { command_id: "mine" });
    const ids = requests.map((request) => (JSON.parse(request.body) as { command_id: string }).command_id);
    expect(new Set(ids).size).toBe(3);
    expect(ids[2]).toBe("mine");
  });

  it.each([[""], [42], [null]])("refuses %j as a command_id", async (command_id) => {
    const { domain, requests } = observe(accepted);
    const result = await failure(
      domain
        .answer("id", { command_id })
        .then(() => ({ sent: true }))
        .then((value) => Promise.reject(value)),
    );
    if (command_id === null) expect(result).toEqual({ sent: true });
    else expect(String(result)).toContain("command_id that is not text");
    expect(requests).toHaveLength(command_id === null ? 1 : 0);
  });

  it.each([
    ["retries a safe operation", "retrieve", ["id"], 3],
    ["retries a deduped operation", "answer", ["id"], 3],
    ["retries a repeatable operation", "applications.delete", ["id"], 3],
    ["does not repeat an unsafe operation", "updateState", ["id", { client_state: "" }], 1],
  ])("%s after a reset, a 500 and a timeout", async (_, method, given, attempts) => {
    for (const fault of ["reset", "500", "timeout"]) {
      const { domain, requests } = observe(
        () => {
          if (fault === "reset") throw netError("ECONNRESET", "read");
          return fault === "500" ? refusal(500, "10007") : new Promise<Response>(() => {});
        },
        { ...fast, timeoutMs: 20 },
      );
      const target = method.split(".").reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], domain);
      const error = (await failure((target as typeof domain.answer)(...given))) as TelnyxError;
      expect(requests).toHaveLength(attempts);
      expect(error.mayHaveExecuted).toBe(method !== "retrieve");
      expect(error.commandId).toEqual(method === "answer" ? expect.stringMatching(uuid) : undefined);
    }
  });

  it.each([
    ["refused", netError("ECONNREFUSED", "connect")],
    ["unresolved", netError("ENOTFOUND", "getaddrinfo")],
    ["429", undefined],
  ])("repeats an unsafe operation that was %s, because nothing was executed", async (_, thrown) => {
    const { domain, requests } = observe((_, count) => {
      if (count === 3) return accepted();
      if (thrown) throw thrown;
      return refusal(429, "10011");
    }, fast);
    await domain.updateState("id", { client_state: "" });
    expect(requests).toHaveLength(3);
  });

  it("does not forget that an earlier attempt may have been executed", async () => {
    const { domain } = observe((_, count) => {
      if (count === 1) throw netError("ECONNRESET", "read");
      return refusal(422, "90018");
    }, fast);
    const error = (await failure(domain.answer("id"))) as ApiError;
    expect([error.status, error.code, error.mayHaveExecuted]).toEqual([422, "90018", true]);
  });

  it.each([
    ["the same body again", Response.json({ data: { call_control_id: "v3:a", is_alive: false } }), undefined],
    ["a bare ok", Response.json({ data: { result: "ok" } }), "ResponseParseError"],
    ["text", new Response("ok", { headers: { "content-type": "text/plain" } }), "ResponseParseError"],
    [
      "a 4xx",
      Response.json({ errors: [{ code: "10012", title: "Duplicate resource" }] }, { status: 422 }),
      "ValidationError",
    ],
  ])("survives that Telnyx answers a repeated command_id with %s", async (_, answer, name) => {
    const { domain, requests } = observe((_, count) => {
      if (count === 1) throw netError("ECONNRESET", "read");
      return answer;
    }, fast);
    const result = (await domain.dial({ to: "+12025550102" }).catch((error) => error)) as TelnyxError;
    expect(requests).toHaveLength(2);
    if (!name) expect(result).toEqual({ data: { call_control_id: "v3:a", is_alive: false } });
    else expect(result).toMatchObject({ name, mayHaveExecuted: true, commandId: expect.stringMatching(uuid) });
  });

  it("ends a dial whose success holds no call_control_id with a typed error", async () => {
    const { domain } = observe(() => Response.json({ data: { call_leg_id: "x" } }));
    expect(await failure(domain.dial({ to: "x" }))).toMatchObject({
      name: "ResponseParseError",
      message: "The response to POST /calls had status 200 and no data.call_control_id.",
      mayHaveExecuted: true,
      commandId: expect.stringMatching(uuid),
    });
  });

  // Measures time on the clock, so a busy machine may need another try.
  it("never waits or tries beyond its deadline", { retry: 5 }, async () => {
    const begin = performance.now();
    const { domain } = observe(() => new Promise<Response>(() => {}), {
      timeoutMs: 100,
      deadlineMs: 250,
      maxRetries: 10,
    });
    expect(await failure(domain.answer("id"))).toMatchObject({
      name: "TimeoutError",
      reason: "timeout",
      message: expect.stringMatching(
        /^No answer to POST \/calls\/\{call_control_id\}\/actions\/answer within \d+ ms\.$/,
      ),
    });
    expect(performance.now() - begin).toBeLessThan(400);
  });

  it("starts no attempt after 45 s, also where the clock on the wall ran while the machine slept", async () => {
    const { domain, requests } = observe(
      () => {
        const real = Date.now();
        vi.spyOn(Date, "now").mockReturnValue(real + 46_000);
        throw netError("ECONNRESET", "read");
      },
      { ...fast, deadlineMs: 120_000 },
    );
    await failure(domain.answer("id"));
    vi.restoreAllMocks();
    expect(requests).toHaveLength(1);
  });

  it("stops retrying for all commands of a client when the budget is spent", async () => {
    const { domain, requests } = observe(() => refusal(503, "10007", { "retry-after": "0" }), {
      maxRetries: 1,
      deadlineMs: 60_000,
    });
    for (let index = 0; index < 30; index++) await failure(domain.answer("id"));
    expect(requests).toHaveLength(30 + 20);
  });

  it("saves nothing with a command that had to be retried", async () => {
    let isDown = false;
    const { domain, requests } = observe(
      (_, count) => (isDown || count % 2 === 1 ? refusal(503, "10007") : accepted()),
      {
        maxRetries: 1,
        clock: { random: () => 0 },
      },
    );
    for (let index = 0; index < 16; index++) await domain.answer("id");
    expect(requests).toHaveLength(32);
    isDown = true;
    for (let index = 0; index < 10; index++) await failure(domain.answer("id"));
    expect(requests).toHaveLength(32 + 10 + 4);
  });

  it("saves a retry with every five commands that succeed at once", async () => {
    let isDown = true;
    const { domain, requests } = observe(() => (isDown ? refusal(503, "10007") : accepted()), {
      maxRetries: 1,
      clock: { random: () => 0 },
    });
    const sent = async () => {
      const before = requests.length;
      await failure(domain.answer("id")).catch(() => {});
      return requests.length - before;
    };
    for (let index = 0; index < 20; index++) await sent();
    expect(await sent()).toBe(1);
    isDown = false;
    for (let index = 0; index < 5; index++) expect(await sent()).toBe(1);
    isDown = true;
    expect([await sent(), await sent()]).toEqual([2, 1]);
  });

  it("names what a fetch gave that is no Response", async () => {
    const { domain } = observe(() => undefined as never);
    const error = (await failure(domain.retrieve("id", { maxRetries: 0 }))) as Error;
    expect(String(error.cause)).toContain("fetch gave something that is no Response");
  });

  it("names the key function that failed", async () => {
    const { domain } = observe(accepted, { apiKey: () => Promise.reject(new Error("vault")) });
    expect(await failure(domain.answer("id"))).toMatchObject({ message: "The apiKey function failed." });
  });
});
