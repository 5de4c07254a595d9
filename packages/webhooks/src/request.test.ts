import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { body, headers, message, webhooks } from "./__tests__/delivery.js";
import { bodyOf, receiver, requestOf as requestOfEvent } from "./__tests__/receiving.js";
import type { RequestLike } from "./request.js";

const bytes = new TextEncoder().encode(body);
const failure = (request: unknown) =>
  webhooks.verify(request as RequestLike).then(
    () => "accepted",
    (error) => error.failure ?? String(error),
  );

/** A class that wraps a request, as that of Azure Functions does. */
class HttpRequest implements RequestLike {
  readonly #inner: Request;
  constructor(inner: Request) {
    this.#inner = inner;
  }
  get method() {
    return this.#inner.method;
  }
  get headers() {
    return this.#inner.headers;
  }
  get body() {
    return this.#inner.body;
  }
  get bodyUsed() {
    return this.#inner.bodyUsed;
  }
  arrayBuffer() {
    return this.#inner.arrayBuffer();
  }
}

const requestOf = (init: RequestInit = {}) =>
  new Request("https://example.com", { method: "POST", body, headers, ...init });

describe("a request", () => {
  it("is accepted from another class", async () => {
    expect(await failure(new HttpRequest(requestOf()))).toBe("accepted");
    const event = await receiver().webhooks.unwrap(new HttpRequest(await requestOfEvent(bodyOf())));
    expect(event.event_type).toBe("call.answered");
  });

  it("is accepted from another realm, whose classes are other ones", async () => {
    const request = runInNewContext(
      `(() => {
        const chunks = [Uint8Array.from(bytes.slice(0, 5)), Uint8Array.from(bytes.slice(5))];
        const read = async () => ({ done: chunks.length === 0, value: chunks.shift() });
        return {
          method: "POST",
          headers: new Map(Object.entries(headers)),
          body: { locked: false, getReader: () => ({ read, cancel: async () => {} }) },
          bodyUsed: false,
          arrayBuffer: async () => { throw new Error("not bounded") },
        };
      })()`,
      { bytes: [...bytes], headers: { ...headers } },
    );
    expect(request instanceof Object).toBe(false);
    expect(await failure(request)).toBe("accepted");
  });

  it("is accepted without a stream, from its bytes", async () => {
    const hidden = { method: "POST", headers, arrayBuffer: async () => bytes.buffer };
    expect(await failure(hidden)).toBe("accepted");
    const large = { ...hidden, arrayBuffer: async () => new ArrayBuffer(2 ** 21) };
    expect(await failure(large)).toBe("body-too-large");
  });

  it("is refused when its body was read, or is being read", async () => {
    const read = new HttpRequest(requestOf());
    await read.arrayBuffer();
    expect(await failure(read)).toBe("body-consumed");
    const locked = new HttpRequest(requestOf());
    locked.body?.getReader();
    expect(await failure(locked)).toBe("body-consumed");
  });

  it("without a body is refused as empty", async () => {
    expect(await failure(new HttpRequest(requestOf({ body: null })))).toBe("body-empty");
  });

  it.each([
    ["a request of Node", { method: "POST", headers: {}, pipe: () => {} }],
    ["a context of Koa", { method: "POST", req: {}, request: {} }],
    ["a request of Hono", { method: "POST", raw: {}, arrayBuffer: async () => new ArrayBuffer(0) }],
    ["a delivery of receive", { method: "POST", headers: {}, body: "{}" }],
  ])("is refused as %s, and the message says what to do", async (_name, given) => {
    expect(await failure(given)).toBe("headers-unreadable");
    expect(await message(undefined, given)).toMatch(/createNodeHandler.*context\.req\.raw.*receive\(/s);
  });
});
