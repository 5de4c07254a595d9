import { createWebhooks } from "@telnyx-kit/webhooks";
import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";
import type { EmulatorOptions } from "../options.js";
import { startEmulator } from "../start-emulator.js";

const inbound = { from: "+12025550101", to: "+12025550102" };

interface Seen {
  readonly url: string;
  readonly method: string;
  readonly body: {
    data: { id: string; event_type: string; occurred_at: string };
    meta: { attempt: number; delivered_to: string };
  };
  readonly headers: Headers;
  readonly at: number;
}

/** An emulator whose webhooks are answered with these statuses, one after the other, then with 200. */
async function answering(statuses: readonly number[], options: EmulatorOptions = {}) {
  const seen: Seen[] = [];
  const emulator = await startEmulator({
    webhookHandler: async (request) => {
      const text = await request.text();
      seen.push({
        url: request.url,
        method: request.method,
        body: text ? JSON.parse(text) : {},
        headers: request.headers,
        at: emulator.now().getTime(),
      });
      return new Response(null, { status: statuses[seen.length - 1] ?? 200 });
    },
    webhookUrl: "https://primary.example.com/",
    ...options,
  });
  return { emulator, seen };
}

describe("a webhook", () => {
  test("is signed so that the webhooks package accepts it", async () => {
    const types: string[] = [];
    const emulator = await startEmulator({
      webhookHandler: async (request) => {
        const event = await createWebhooks({ publicKey: emulator.publicKey }).unwrap(request);
        types.push(event.event_type);
        return new Response();
      },
    });
    await (await emulator.inboundCall(inbound)).hangup();
    expect(types).toEqual(["call.initiated", "call.hangup"]);
  });

  test("carries the headers and the keys of recorded ones, in alphabetical order", async () => {
    const { emulator, seen } = await answering([]);
    await emulator.inboundCall(inbound);
    expect(seen[0]?.headers.get("content-type")).toBe("application/json");
    expect(seen[0]?.headers.get("user-agent")).toBe("telnyx-webhooks");
    expect(seen[0]?.headers.get("telnyx-timestamp")).toMatch(/^\d{10}$/);
    expect(Object.keys(seen[0]?.body.data ?? {})).toEqual([
      "event_type",
      "id",
      "occurred_at",
      "payload",
      "record_type",
    ]);
    expect(seen[0]?.body.data.occurred_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(seen[0]?.body.meta).toEqual({ attempt: 1, delivered_to: "https://primary.example.com/" });
  });

  test("is retried with the same id after a failure, then goes to the failover address", async () => {
    const { emulator, seen } = await answering([500, 503, 408, 429], {
      webhookFailoverUrl: "https://failover.example.com/",
    });
    await emulator.inboundCall(inbound);
    expect(seen.map(({ url }) => new URL(url).host.split(".")[0])).toEqual([
      "primary",
      "primary",
      "failover",
      "failover",
    ]);
    expect(seen.map(({ body }) => body.meta.attempt)).toEqual([1, 2, 3, 4]);
    expect(new Set(seen.map(({ body }) => body.data.id)).size).toBe(1);
    expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBe(1_000);
  });

  test("is signed anew when it is retried", async () => {
    const { emulator, seen } = await answering([500], { signatureClock: "virtual" });
    await emulator.inboundCall(inbound);
    const headers = seen.map((delivery) => delivery.headers);
    const [first = 0, second = 0] = headers.map((sent) => Number(sent.get("telnyx-timestamp")));
    expect(second - first).toBe(1);
    expect(new Set(headers.map((sent) => sent.get("telnyx-signature-ed25519"))).size).toBe(2);
  });

  test("waits for its answer as long as its application says", async () => {
    const emulator = await startEmulator({
      delivery: { primaryDelaysMs: [0], timeoutMs: 60_000 },
      webhookHandler: () => new Promise<Response>(() => {}),
    });
    const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
    const application = {
      application_name: "slow",
      webhook_event_url: "https://example.com/",
      webhook_api_version: "2",
      webhook_timeout_secs: 1,
    };
    const url = "https://api.telnyx.com/v2/call_control_applications";
    const created = await emulator.fetch(url, { method: "POST", headers, body: JSON.stringify(application) });
    const before = performance.now();
    await emulator.inboundCall({ ...inbound, connectionId: (await created.json()).data.id });
    expect(performance.now() - before).toBeGreaterThan(900);
    expect(String(emulator.timeline)).toContain("timeout");
  });

  test.each([
    [302, 2],
    [400, 1],
    [404, 1],
    [408, 2],
    [429, 2],
    [500, 2],
  ])("with the reply %s is sent %s times", async (status, times) => {
    const { emulator, seen } = await answering([status]);
    await emulator.inboundCall(inbound);
    expect(seen).toHaveLength(times);
  });

  test("with the reply 404 is retried if retry4xx is on", async () => {
    const { emulator, seen } = await answering([404], { delivery: { retry4xx: true } });
    await emulator.inboundCall(inbound);
    expect(seen).toHaveLength(2);
  });

  test("whose handler throws or is late is delivered again", async () => {
    let calls = 0;
    const emulator = await startEmulator({
      delivery: { timeoutMs: 30 },
      webhookHandler: () => {
        calls += 1;
        if (calls === 1) throw new Error("no");
        return new Promise<Response>(() => {});
      },
    });
    await emulator.inboundCall(inbound);
    expect(emulator.timeline.entries.flatMap((entry) => (entry.kind === "delivery" ? [entry.outcome] : []))).toEqual([
      "failed",
      "timeout",
    ]);
  });

  test("goes to the address that a command named, for one event or for the call", async () => {
    const { emulator, seen } = await answering([]);
    const body = {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
      webhook_url: "https://call.example.com/",
      webhook_urls: { "call.answered": "https://answered.example.com/" },
    };
    const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
    await emulator.fetch("https://api.telnyx.com/v2/calls", { method: "POST", headers, body: JSON.stringify(body) });
    await emulator.settle();
    expect(seen.map(({ url }) => new URL(url).host)).toEqual(["call.example.com", "answered.example.com"]);
  });

  test("goes to every address of a list, each with attempts of its own", async () => {
    const { emulator, seen } = await answering([200, 500, 200, 200]);
    const webhook_urls = { "call.answered": ["https://one.example.com/", "https://two.example.com/"] };
    const body = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103", webhook_urls };
    const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
    await emulator.fetch("https://api.telnyx.com/v2/calls", { method: "POST", headers, body: JSON.stringify(body) });
    await emulator.settle();
    const hosts = seen.map(({ url }) => new URL(url).host).slice(1);
    expect(hosts).toEqual(["one.example.com", "two.example.com", "one.example.com"]);
  });

  test("follows the retry policy of its event", async () => {
    const { emulator, seen } = await answering([500, 500, 500, 500]);
    const body = {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
      webhook_retries_policies: { "call.initiated": { retries_ms: [500, 2_000] } },
    };
    const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
    await emulator.fetch("https://api.telnyx.com/v2/calls", { method: "POST", headers, body: JSON.stringify(body) });
    await emulator.advance(1_000);
    await emulator.advance(2_100);
    const first = seen.filter((delivery) => delivery.body.data.event_type === "call.initiated");
    expect(first.map(({ at }) => at - (first[0]?.at ?? 0))).toEqual([0, 500, 2_500]);
  });

  test("by GET carries the event in its query", async () => {
    const { emulator, seen } = await answering([]);
    const body = {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
      webhook_url: "https://get.example.com/",
      webhook_url_method: "GET",
    };
    const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
    await emulator.fetch("https://api.telnyx.com/v2/calls", { method: "POST", headers, body: JSON.stringify(body) });
    await emulator.settle();
    expect(seen[0]?.method).toBe("GET");
    expect(new URL(seen[0]?.url ?? "").searchParams.get("data[event_type]")).toBe("call.initiated");
  });

  test("carries stamps that grow within a leg", async () => {
    const { answeredCall, act, emulator, webhooks } = await testEmulator({
      timings: { answer: 0, playback: 0, hangup: 0, delivery: 0, speak: 0 },
    });
    const call = await answeredCall();
    await act(call, "speak", { payload: "x", voice: "female" });
    await act(call, "gather");
    await emulator.settle();
    await call.hangup();
    const stamps = webhooks.map(({ data }) => data.occurred_at);
    expect(new Set(stamps).size).toBe(stamps.length);
    expect([...stamps].sort()).toEqual(stamps);
  });
});

describe("a delivery that failed", () => {
  const reasons = (emulator: { timeline: Iterable<{ kind: string; message?: string }> }) =>
    [...emulator.timeline].flatMap(({ kind, message }) => (kind === "warning" ? [message] : []));

  test("says once what the handler threw", async () => {
    const webhookHandler = () => {
      throw new ReferenceError("webhooks is not defined");
    };
    const emulator = await startEmulator({ webhookHandler });
    await emulator.inboundCall(inbound);
    expect(reasons(emulator)).toEqual([
      "A webhook could not be delivered: ReferenceError: webhooks is not defined. Look at what handles it.",
    ]);
  });

  test("says that the handler gave no Response", async () => {
    const emulator = await startEmulator({ webhookHandler: (async () => {}) as never });
    await emulator.inboundCall(inbound);
    expect(reasons(emulator)).toEqual([expect.stringContaining("the handler gave undefined and no Response")]);
  });

  test("says why nobody could be reached", async () => {
    const gone = await startEmulator();
    await gone.stop();
    const emulator = await startEmulator({ webhookUrl: gone.url, port: false });
    await emulator.inboundCall(inbound);
    expect(reasons(emulator)).toEqual([expect.stringContaining("ECONNREFUSED")]);
    const without = await startEmulator({ webhookUrl: "localhost:3000/webhooks", port: false });
    await without.inboundCall(inbound);
    expect(reasons(without)).toEqual([expect.stringMatching(/scheme|URL/)]);
  });
});
