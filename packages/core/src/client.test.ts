import { afterEach, describe, expect, it, vi } from "vitest";
import { accepted, apiKey, failure, observe, refusal } from "./__tests__/observe.js";
import { type ApiError, createTelnyx, type TelnyxError } from "./index.js";

afterEach(() => {
  vi.useRealTimers();
  vi.resetModules();
});

describe("the clock of a client", () => {
  it("gives ids, jitter, back-off and deadlines their time", async () => {
    const sleeps: number[] = [];
    let time = 0;
    const clock = {
      now: () => time,
      monotonic: () => time,
      // An attempt's timeout is a sleep too: it ends when the attempt is over.
      sleep: (ms: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          if (ms < 10_000) {
            sleeps.push(ms);
            time += ms;
            resolve();
          } else signal.addEventListener("abort", () => resolve());
        }),
      random: () => 0.5,
      uuid: () => "00000000-0000-4000-8000-000000000001",
    };
    const { domain, requests } = observe((_, count) => (count < 3 ? refusal(503, "1") : accepted()), { clock });
    await domain.answer("v3:a");
    expect(sleeps).toEqual([100, 200]);
    expect(new Set(requests.map(({ body }) => body))).toEqual(
      new Set(['{"command_id":"00000000-0000-4000-8000-000000000001"}']),
    );
  });

  it("lets the first failing command of a process behave as the tenth, under fake timers", async () => {
    vi.useFakeTimers();
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      vi.resetModules();
      const { createTelnyx: create } = await import("./index.js");
      const fresh = create({
        apiKey,
        fetch: async () => new Response(null, { status: 503 }),
        clock: { random: () => 0.5 },
      });
      const begin = Date.now();
      const ended = Promise.allSettled([fresh.request("GET", "/calls")]).then(() => times.push(Date.now() - begin));
      await vi.advanceTimersByTimeAsync(20_000);
      await ended;
    }
    expect(times).toEqual([300, 300, 300]);
  });

  it("lets no time pass for the first list of a process", async () => {
    vi.useFakeTimers();
    vi.resetModules();
    const { createDomain, createTelnyx: create } = await import("./index.js");
    const telnyx = create({ apiKey, fetch: async () => Response.json({ data: [1] }) });
    const table = { list: { method: "GET", path: "/calls", safety: "safe", input: "query", page: "number" } } as const;
    const { list } = createDomain<{ list(): Promise<{ data: number[] }> }, object>(telnyx, table);
    const begin = Date.now();
    expect((await list()).data).toEqual([1]);
    expect(Date.now() - begin).toBe(0);
  });

  it.each([
    [{ now: 5 }, "now of the clock must be a function. Found number."],
    ["UTC", "The clock must be an object."],
  ])("is refused where it is %j", (clock, message) => {
    expect(() => createTelnyx({ apiKey, clock: clock as never })).toThrow(message);
  });
});

describe("an attempt", () => {
  it("of a command with a command_id ends before second 60, whatever timeoutMs says", async () => {
    vi.useFakeTimers();
    const signals: AbortSignal[] = [];
    const { domain } = observe(accepted, {
      timeoutMs: 40_000,
      deadlineMs: 120_000,
      clock: { random: () => 0 },
      fetch: (_, { signal }) => {
        signals.push(signal as AbortSignal);
        return new Promise(() => {});
      },
    });
    const error = failure(domain.answer("v3:a"));
    await vi.advanceTimersByTimeAsync(58_999);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(await error).toMatchObject({ name: "TimeoutError", mayHaveExecuted: true });
  });
});

describe("a success that cannot be used", () => {
  it.each([
    ["an array", [], "an array instead of an object"],
    ["errors", { errors: [{ code: "10015" }] }, "errors instead of data"],
    ["errors beside data", { data: {}, errors: [{ code: "10015" }] }, "errors instead of data"],
  ])("holds %s, and is a ResponseParseError", async (_, body, message) => {
    const { domain, telnyx } = observe(() => Response.json(body));
    for (const sent of [domain.answer("v3:a"), telnyx.request("POST", "/new", { body: {} })]) {
      expect(await failure(sent)).toMatchObject({
        name: "ResponseParseError",
        message: expect.stringContaining(` had status 200 and ${message}.`),
        mayHaveExecuted: true,
      });
    }
  });

  it("is named where a mock gives the same Response twice", async () => {
    for (const [shared, name] of [
      [Response.json({ data: {} }), "ResponseParseError"],
      [Response.json({ errors: [] }, { status: 422 }), "ValidationError"],
    ] as const) {
      const { domain } = observe(accepted, { fetch: async () => shared });
      await domain.retrieve("v3:a").catch(() => {});
      expect(await failure(domain.retrieve("v3:a"))).toMatchObject({
        name,
        message: expect.stringContaining(
          "a body that was read before: fetch, or a mock of it, must give a new Response",
        ),
      });
    }
  });
});

describe("a refusal", () => {
  const refuse = async (body: object, given: object = {}) =>
    (await failure(observe(() => Response.json(body, { status: 403 })).domain.dial(given))) as ApiError;

  it("has the account-level reason as a field, as text, where there is one", async () => {
    const errors = [{ code: "10010", title: "Authorization failed" }];
    expect((await refuse({ errors, telnyx_error: { error_code: "D38" } })).telnyxErrorCode).toBe("D38");
    expect((await refuse({ errors, telnyx_error: { error_code: 38 } })).telnyxErrorCode).toBe("38");
    for (const telnyx_error of [undefined, null, {}, "D38", { error_code: null }]) {
      expect((await refuse({ errors, telnyx_error })).telnyxErrorCode).toBeUndefined();
    }
  });

  it("loses control characters before they reach a message", async () => {
    const detail = "first\r\nlevel=info second\u001b[31m\u2028third\u0000";
    const error = await refuse({ errors: [{ code: "10015\n", title: "Bad\tRequest", detail }] });
    expect(error.message).toBe(
      "Request failed with status 403 (10015 ): POST /calls. Bad Request: first level=info second [31m third  The key or the account lacks a permission.",
    );
    expect(JSON.stringify(error)).not.toMatch(/\\[nrt]|\\u00/);
  });

  it("shows a harmless value that it names, and neither a secret nor a person's datum", async () => {
    const body = {
      to: "+12025550102",
      sip_auth_password: "AWS.Polly.Hunter2",
      voice: "AWS.Polly.Nobody",
      record_format: "ogg-vorbis",
      voice_settings: { type: "elevenlabs", api_key_ref: "my-secret-ref" },
    };
    const { message } = await refuse({ errors: [{ code: "1", title: JSON.stringify(body) }] }, body);
    for (const shown of [body.voice, body.record_format, "elevenlabs"]) expect(message).toContain(shown);
    for (const hidden of [body.to, body.sip_auth_password, "my-secret-ref"]) expect(message).not.toContain(hidden);
  });

  it("hides a value that is also in a field that is not harmless", async () => {
    const { message } = await refuse(
      { errors: [{ code: "1", title: "no voice hunter2" }] },
      { voice: "hunter2", sip_auth_password: "hunter2" },
    );
    expect(message).toContain("no voice [redacted]");
  });
});

describe("a runtime that does not let us read its environment", () => {
  const forbidden = {
    get env(): never {
      throw new Error('Requires env access to "TELNYX_BASE_URL", run again with the --allow-env flag');
    },
  };

  it("sends a command where the key is given, and asks for it where it is not", async () => {
    const { telnyx, requests } = observe(accepted);
    const none = observe(accepted, { apiKey: undefined });
    vi.stubGlobal("process", forbidden);
    const results = await Promise.allSettled([telnyx.request("GET", "/calls"), none.telnyx.request("GET", "/calls")]);
    vi.unstubAllGlobals();
    expect(results[0]).toMatchObject({ status: "fulfilled" });
    expect(requests[0]?.url).toBe("https://api.telnyx.com/v2/calls");
    expect((results[1] as PromiseRejectedResult).reason as TelnyxError).toMatchObject({
      message: "The API key is missing or empty. Set TELNYX_API_KEY, or pass { apiKey }.",
    });
  });
});
