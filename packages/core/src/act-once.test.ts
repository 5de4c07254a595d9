import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, it, vi } from "vitest";
import { actOnce } from "./act-once.js";

afterEach(() => vi.unstubAllGlobals());

/** The part of a request that a server reads. */
async function receive(init: RequestInit): Promise<{ contentType: string | undefined; body: string }> {
  const server = createServer(async (request, response) => {
    response.end(JSON.stringify({ contentType: request.headers["content-type"], body: await text(request) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, init);
    return (await response.json()) as { contentType: string | undefined; body: string };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const post = { method: "POST", headers: { "content-type": "application/json" }, body: '{"mute":true}' };

it.each(["Deno", "Bun"])("leaves commands that may be retried as they are on %s", (runtime) => {
  vi.stubGlobal(runtime, {});
  for (const safety of ["safe", "deduped", "repeatable"] as const) expect(actOnce(safety, post)).toBe(post);
});

it("leaves every command as it is where the runtime repeats nothing", () => {
  expect(actOnce("unsafe", post)).toBe(post);
});

it("takes a new connection for an unsafe command on Bun", () => {
  vi.stubGlobal("Bun", {});
  expect(actOnce("unsafe", post)).toEqual({ ...post, keepalive: false });
});

it("sends an unsafe command as a stream on Deno, with the same body and content type", async () => {
  vi.stubGlobal("Deno", {});
  const once = actOnce("unsafe", post);
  expect(once.body).toBeInstanceOf(ReadableStream);
  expect(await receive(once)).toEqual({ contentType: "application/json", body: '{"mute":true}' });
});

it("sends an empty stream on Deno for an unsafe command without a body", async () => {
  vi.stubGlobal("Deno", {});
  const once = actOnce("unsafe", { method: "DELETE", headers: { accept: "*/*" } });
  expect(once.body).toBeInstanceOf(ReadableStream);
  expect(await receive(once)).toEqual({ body: "" });
});

it("keeps the boundary of a form on Deno", async () => {
  vi.stubGlobal("Deno", {});
  const form = new FormData();
  form.append("media_name", "greeting");
  const { contentType, body } = await receive(actOnce("unsafe", { method: "POST", body: form }));
  const [, boundary] = /^multipart\/form-data; boundary=(.+)$/.exec(contentType ?? "") ?? [];
  expect(boundary && body.startsWith(`--${boundary}\r\n`) && body.includes("greeting")).toBe(true);
});

it("gives each attempt a stream of its own", () => {
  vi.stubGlobal("Deno", {});
  expect(actOnce("unsafe", post).body).not.toBe(actOnce("unsafe", post).body);
});
