import { afterAll, describe, expect, it } from "vitest";
import { headerShapes, type HeaderPairs as Pairs } from "./__tests__/header-shapes.js";
import { oddBodies } from "./__tests__/odd-bodies.js";
import { rawRequest } from "./__tests__/raw-request.js";
import { createLambdaHandler, lambdaEvents, type Running, serverAfterJson, servers } from "./__tests__/servers.js";
import { createWebhooks, WebhookVerificationError } from "./index.js";
import { createSigningKey } from "./testing.js";

const key = await createSigningKey({ seed: new Uint8Array(32).fill(8) });
const seconds = () => Math.floor(Date.now() / 1000);
const failures: string[] = [];
const webhooks = createWebhooks({ publicKey: key.publicKey, dedupe: false });
webhooks.onError((error) => failures.push(WebhookVerificationError.isInstance(error) ? error.failure : String(error)));
const event = { id: "1", event_type: "call.answered", occurred_at: "2026-01-15T10:00:00Z", payload: {} };
const body = new TextEncoder().encode(JSON.stringify({ data: event }));
const headers = await key.sign(body, seconds());
const otherSignature = (await key.sign("x", seconds()))["telnyx-signature-ed25519"];

type Send = (headers: Pairs, body: Uint8Array) => Promise<{ status: number; body: string }>;

const running: Running[] = [];
afterAll(() => Promise.all(running.map((server) => server.close())));

const sender =
  ({ port }: Running): Send =>
  (given, bytes) =>
    rawRequest(
      port,
      [
        "POST /webhooks HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        `Content-Length: ${bytes.length}`,
        ...(given.some(([name]) => name === "Content-Type") ? [] : ["Content-Type: application/json"]),
        ...given.map(([name, value]) => `${name}: ${value}`),
      ],
      [bytes],
    );

const adapters: Record<string, Send> = {};
for (const [name, start] of Object.entries(servers)) {
  const server = await start(webhooks);
  running.push(server);
  adapters[name] = sender(server);
}
const lambda = createLambdaHandler(webhooks);
for (const [name, toEvent] of Object.entries(lambdaEvents)) {
  adapters[name] = async (given, bytes) => {
    const result = await lambda(toEvent(given, bytes), {});
    return { status: result.statusCode, body: result.body };
  };
}
adapters["Fetch (Request)"] = async (given, bytes) => {
  const list = new Headers();
  for (const [name, value] of given) list.append(name, value);
  const response = await webhooks.handle(
    new Request("https://example.com", { method: "POST", headers: list, body: Uint8Array.from(bytes) }),
  );
  return { status: response.status, body: await response.text() };
};

const { right, wrong } = headerShapes(headers, otherSignature);

describe.each(Object.entries(adapters))("%s", (name, send) => {
  it.each(Object.entries(right))("accepts the headers %s", async (_shape, given) => {
    expect(await send(given, body)).toMatchObject({ status: 200, body: "ok" });
  });

  it.each(Object.entries(wrong))("refuses %s", async (_shape, given) => {
    expect(await send(given, body)).toMatchObject({ status: 400, body: "invalid webhook" });
  });

  it(`judges ${oddBodies.length} odd bodies on their bytes`, async () => {
    expect(oddBodies.length).toBeGreaterThanOrEqual(24);
    for (const odd of oddBodies) {
      const signed = Object.entries(await key.sign(odd.bytes, seconds()));
      // express.json answers what it cannot parse itself, before the handler sees it.
      const parserRefuses = name.includes("express.json") && odd.status === 400;
      const { status } = await send(signed, odd.bytes);
      if (parserRefuses) expect(status, odd.name).toBeGreaterThanOrEqual(400);
      else expect(status, odd.name).toBe(odd.status);
      if (odd.bytes.length === 0) continue;
      const changed = Uint8Array.from(odd.bytes);
      changed[changed.length - 1] = (changed[changed.length - 1] as number) ^ 1;
      expect((await send(signed, changed)).status, `${odd.name}, changed`).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("express.json before the handler", () => {
  it("is refused with a message that names the remedy", async () => {
    const server = await serverAfterJson(webhooks);
    running.push(server);
    failures.length = 0;
    expect(await sender(server)(right["in lower case"] as Pairs, body)).toMatchObject({ status: 400 });
    expect(failures).toEqual(["body-parsed"]);
  });
});

describe("a GET delivery", () => {
  it.each(Object.entries(servers))("is refused by %s as what it is", async (_name, start) => {
    const server = await start(webhooks);
    running.push(server);
    failures.length = 0;
    const head = ["GET /webhooks?data=1 HTTP/1.1", "Host: localhost", "Connection: close"];
    expect(await rawRequest(server.port, head, [])).toMatchObject({ status: 400 });
    expect(failures).toEqual(["get-delivery"]);
  });
});

const mebibyte = new Uint8Array(1 << 20).fill(0x20);
function* mebibytes(count: number, chunked: boolean) {
  for (let index = 0; index < count; index++) {
    if (chunked) yield Buffer.from("100000\r\n");
    yield mebibyte;
    if (chunked) yield Buffer.from("\r\n");
  }
}

// Where a parser comes first, its limit holds and not ours.
const readers = Object.entries(servers).filter(([name]) => !name.includes("after"));
describe.each(readers)("a large body sent to %s", (name, start) => {
  const total = 256;
  const cases = [
    ["of 256 MiB with its length", `Content-Length: ${total << 20}`, false],
    ["of 256 MiB in chunks, without a length", "Transfer-Encoding: chunked", true],
    ["of 256 MiB that claims 100 bytes", "Content-Length: 100", false],
  ] as const;
  it.each(cases)(
    "%s is refused at the limit, with memory growth below 16 MiB",
    // Measures resident memory; when garbage is collected is up to the runtime.
    { timeout: 240_000, retry: 2 },
    async (_case, header, chunked) => {
      const server = await start(webhooks);
      const head = ["POST /webhooks HTTP/1.1", "Host: localhost", "Content-Type: application/json", header];
      for (const [field, value] of Object.entries(await key.sign(mebibyte, seconds()))) head.push(`${field}: ${value}`);
      await rawRequest(server.port, head, mebibytes(2, chunked));
      globalThis.gc?.();
      const before = process.memoryUsage.rss();
      let peak = before;
      const sampling = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage.rss());
      }, 5);
      const answer = await rawRequest(server.port, head, mebibytes(total, chunked), 60_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
      clearInterval(sampling);
      await server.close();
      const growth = (peak - before) / 2 ** 20;
      console.log(
        `${name}, ${_case}: ${answer.status || "closed"}, ${answer.sent >> 20} MiB taken, +${growth.toFixed(1)} MiB`,
      );
      expect([0, 400, 413]).toContain(answer.status);
      expect(growth).toBeLessThan(16);
    },
  );

  it("that ends before its length is answered without waiting for it", async () => {
    const slow = createWebhooks({ publicKey: key.publicKey, deadlineMs: 100 });
    slow.onError(() => {});
    const server = await start(slow);
    running.push(server);
    const head = [
      "POST /webhooks HTTP/1.1",
      "Host: localhost",
      "Content-Type: application/json",
      "Content-Length: 1000",
    ];
    for (const [field, value] of Object.entries(headers)) head.push(`${field}: ${value}`);
    const answer = await rawRequest(server.port, head, [body], 1_000);
    expect(answer.status).toBe(503);
  });
});
