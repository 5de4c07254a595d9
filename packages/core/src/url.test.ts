import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepted, apiKey, failure, observe } from "./__tests__/observe.js";
import { readOperations } from "./__tests__/read-operations.js";
import { ConfigurationError, createTelnyx } from "./index.js";
import { buildUrl, checkBaseUrl } from "./url.js";

const base = "https://api.telnyx.com/v2";

// Refused: none of these may reach the network.
const refused: unknown[] = [
  undefined,
  null,
  "",
  0,
  42,
  true,
  {},
  [],
  () => "id",
  Symbol.iterator,
  ".",
  "..",
  "../calls",
  "a/../b",
  "a/..",
  "/..",
  "..\\..",
  "a\\..\\b",
  "%2e",
  "%2E%2e",
  ".%2e",
  "%2e.",
  "a/%2e%2e/b",
  "./",
  "/.",
  "\0",
  "id\r\nX: y",
  "id\n",
  "tab\tid",
  "\u007f",
  "\u0085",
  "\ud800",
  "id\udfff",
  "x".repeat(4097),
  "é".repeat(2049),
];
// Sent: each must come back exactly from its one segment.
const sent = [
  "v3:Md/I+9=",
  "a/b",
  "a//b",
  "?x=1",
  "#f",
  "a%2fb",
  "%00",
  "%",
  "a b",
  "…",
  "😀",
  "a;b",
  "a@evil.example",
  "//evil.example",
  "http://evil.example",
  "{id}",
  "$&",
  "$1",
  "a\\b",
  "...",
  "..a",
  "a..",
  "~",
  "'\"<>",
  "__proto__",
  "constructor",
  "x".repeat(4096),
  "é".repeat(2048),
];

/** The parameters of a template, one of them with the value in question. */
function fill(template: string, value: unknown): Record<string, unknown> {
  const names = Array.from(template.matchAll(/\{(.*?)\}/g), (match) => match[1] as string);
  return Object.fromEntries(names.map((name, index) => [name, index === 0 ? value : "other"]));
}

describe("path parameters", async () => {
  const templated = (await readOperations()).filter(({ path }) => path.includes("{"));

  it(`refuses ${refused.length} hostile values before anything is sent, for every one of ${templated.length} templated operations`, async () => {
    for (const operation of templated) {
      const { requests, telnyx } = observe(accepted);
      const name = /\{(.*?)\}/.exec(operation.path)?.[1] as string;
      for (const value of refused) {
        const error = await failure(
          telnyx.request(operation.method, operation.path, { path: fill(operation.path, value) }),
        );
        expect(error).toBeInstanceOf(ConfigurationError);
        expect(String(error)).toContain(`Path parameter ${name}`);
      }
      expect(requests).toEqual([]);
    }
  });

  it(`round-trips ${sent.length} odd values in one segment, for every one of ${templated.length} templated operations`, async () => {
    for (const { path } of templated) {
      for (const value of sent) {
        const url = new URL(buildUrl(base, path, fill(path, value)));
        const at = `/v2${path}`.split("/").findIndex((segment) => segment.startsWith("{"));
        expect(url.origin).toBe("https://api.telnyx.com");
        expect(url.pathname.split("/")).toHaveLength(`/v2${path}`.split("/").length);
        expect(decodeURIComponent(url.pathname.split("/")[at] as string)).toBe(value);
        expect(url.search + url.hash).toBe("");
      }
    }
  });

  it("never lets a value leave its segment", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (value) => {
        let built: string;
        try {
          built = buildUrl(base, "/calls/{id}/actions/answer", { id: value });
        } catch (error) {
          return ConfigurationError.isInstance(error);
        }
        const [before, segment, after] = new URL(built).pathname.split(/(?<=\/calls\/)|(?=\/actions\/answer$)/);
        return (
          before === "/v2/calls/" && after === "/actions/answer" && decodeURIComponent(segment as string) === value
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the right reason for a step to another endpoint in 1,105 bytes", () => {
    const value = `${"x".repeat(1100)}/../y`;
    expect(() => buildUrl(base, "/calls/{id}", { id: value })).toThrow('Path parameter id holds a "." or ".." segment');
    expect(() => buildUrl(base, "/calls/{id}", { id: "x".repeat(4097) })).toThrow("is longer than 4096 bytes");
  });

  it.each([
    ["", "is empty"],
    [null, "is null, not text"],
    [42, "is number, not text"],
    ["id\n", "holds a control character or half of a surrogate pair"],
  ])("says of %j that it %s, and what to do", (id, problem) => {
    expect(() => buildUrl(base, "/calls/{id}", { id })).toThrow(
      `Path parameter id ${problem}. Nothing was sent. Pass the id as Telnyx gave it.`,
    );
  });

  it("does not read parameters from a prototype", () => {
    const inherited = Object.create({ id: "inherited" }) as Record<string, unknown>;
    expect(() => buildUrl(base, "/calls/{id}", inherited)).toThrow("Path parameter id is undefined");
  });

  it("refuses templates that are no path below the base URL", async () => {
    const { requests, telnyx } = observe(accepted);
    for (const path of [
      "calls",
      "",
      "?x",
      "/calls?x=1",
      "/calls#f",
      "/a/../b",
      "/a/./b",
      "/%2e%2e/b",
      "/a\\b",
      "@evil.example",
      "//../x",
      "https://evil.example/",
    ]) {
      const error = (await failure(telnyx.request("GET", path))) as Error;
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toBe(
        `${path} does not lead to one endpoint. Write it like /calls/{call_control_id}, with the query apart.`,
      );
    }
    expect(requests).toEqual([]);
  });
});

describe("checkBaseUrl", () => {
  it.each([
    ["https://api.telnyx.com/v2", "https://api.telnyx.com/v2"],
    ["https://api.telnyx.eu/v2/", "https://api.telnyx.eu/v2"],
    ["https://api.telnyx.com", "https://api.telnyx.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://127.10.200.255/v2", "http://127.10.200.255/v2"],
    ["http://localhost:12111/v2", "http://localhost:12111/v2"],
    ["http://telnyx.localhost/", "http://telnyx.localhost"],
    ["http://[::1]:3000/v2//", "http://[::1]:3000/v2"],
  ])("takes %s", (given, taken) => {
    expect(checkBaseUrl(given)).toBe(taken);
  });

  it.each([
    "",
    "api.telnyx.com",
    "http://api.telnyx.com/v2",
    "http://localhost.evil.example",
    "http://evillocalhost",
    "http://127.0.0.1.evil.example",
    "http://10.0.0.1",
    "ftp://localhost",
    "https://user:pass@api.telnyx.com",
    "https://api.telnyx.com/v2?x=1",
    "https://api.telnyx.com/v2#f",
    "https://api.telnyx.com/v2?",
    "file:///v2",
    "data:,x",
  ])("refuses %s", (given) => {
    expect(() => createTelnyx({ apiKey, baseUrl: given })).toThrow(
      "baseUrl must be https, or http on loopback, without credentials, query or fragment.",
    );
  });

  it("sends to a regional base URL", async () => {
    const { domain, requests } = observe(accepted, { baseUrl: "https://api.telnyx.eu/v2" });
    await domain.answer("id");
    expect(requests[0]?.url).toBe("https://api.telnyx.eu/v2/calls/id/actions/answer");
  });
});
