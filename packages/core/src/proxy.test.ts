import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { ProxyAgent, fetch as undiciFetch } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKey } from "./__tests__/observe.js";
import { createTelnyx, type TelnyxOptions } from "./index.js";

let api: Server;
let proxy: Server;
const tunnels: string[] = [];
const listen = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
let urls: { api: string; proxy: string };

beforeAll(async () => {
  api = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ data: { authorized: request.headers.authorization === `Bearer ${apiKey}`, path: request.url } }),
    );
  });
  proxy = createServer();
  proxy.on("connect", (request, socket, head) => {
    tunnels.push(`${request.url} ${request.headers.authorization ?? "no key"}`);
    const [host, port] = (request.url as string).split(":");
    const target = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(socket);
      socket.pipe(target);
    });
    target.on("error", () => socket.destroy());
    socket.on("error", () => target.destroy());
  });
  urls = { api: `http://127.0.0.1:${await listen(api)}`, proxy: `http://127.0.0.1:${await listen(proxy)}` };
});

afterAll(() => {
  api.closeAllConnections();
  api.close();
  proxy.closeAllConnections();
  proxy.close();
});

describe("fetchOptions.dispatcher", () => {
  it("sends commands through a proxy, which does not see the key", async () => {
    const dispatcher = new ProxyAgent(urls.proxy);
    const telnyx = createTelnyx({
      apiKey,
      baseUrl: `${urls.api}/v2`,
      // The types of undici's own fetch differ from the global one in details that do not matter here.
      fetch: undiciFetch as unknown as NonNullable<TelnyxOptions["fetch"]>,
      fetchOptions: { dispatcher },
    });
    const result = await telnyx.request("GET", "/calls/{id}", { path: { id: "v3:a" } });
    await dispatcher.close();
    expect(result).toEqual({ data: { authorized: true, path: "/v2/calls/v3%3Aa" } });
    expect(tunnels).toEqual([`${urls.api.slice("http://".length)} no key`]);
  });

  it("makes a proxy that refuses a typed error", async () => {
    const dispatcher = new ProxyAgent("http://127.0.0.1:9");
    const telnyx = createTelnyx({
      apiKey,
      baseUrl: urls.api,
      fetch: undiciFetch as unknown as NonNullable<TelnyxOptions["fetch"]>,
      fetchOptions: { dispatcher },
      maxRetries: 0,
    });
    await expect(telnyx.request("GET", "/calls")).rejects.toMatchObject({
      name: "ConnectionError",
      reason: "refused",
      mayHaveExecuted: false,
    });
    await dispatcher.close();
  });

  it("says that nothing was sent where a proxy refuses the tunnel", async () => {
    const refusing = createServer();
    refusing.on("connect", (_, socket) => socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
    const dispatcher = new ProxyAgent(`http://127.0.0.1:${await listen(refusing)}`);
    const fetch = undiciFetch as unknown as NonNullable<TelnyxOptions["fetch"]>;
    const telnyx = createTelnyx({ apiKey, baseUrl: urls.api, fetch, fetchOptions: { dispatcher }, maxRetries: 0 });
    await expect(telnyx.request("POST", "/calls", { body: {} })).rejects.toMatchObject({
      reason: "refused",
      mayHaveExecuted: false,
      message: expect.stringContaining("The proxy opened no tunnel"),
    });
    await dispatcher.close();
    refusing.close();
  });

  it("says that nothing was sent where the dispatcher is of another undici", async () => {
    // As undici 8 does in Node 20, whose own fetch is older.
    const dispatcher = {
      dispatch(_: unknown, { onRequestStart }: { onRequestStart?: unknown }) {
        if (typeof onRequestStart === "function") return true;
        const fields = { name: "InvalidArgumentError", code: "UND_ERR_INVALID_ARG" };
        throw Object.assign(new Error("invalid onRequestStart method"), fields);
      },
    };
    const telnyx = createTelnyx({ apiKey, baseUrl: urls.api, fetchOptions: { dispatcher }, maxRetries: 0 });
    await expect(telnyx.request("POST", "/calls", { body: {} })).rejects.toMatchObject({
      reason: "refused",
      mayHaveExecuted: false,
      message: expect.stringContaining("pass the fetch of the same undici"),
    });
  });
});
