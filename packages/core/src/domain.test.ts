import { describe, expect, it } from "vitest";
import { accepted, apiKey, failure, observe, operations } from "./__tests__/observe.js";
import { ConfigurationError, createDomain, createTelnyx, type PagePromise } from "./index.js";

const signal = new AbortController().signal;

describe("a method", () => {
  it.each([
    [
      "options in the place of the body",
      "answer",
      ["id", { signal }],
      "answer got the request options signal in the place of its body. Pass them as the third argument",
    ],
    [
      "options among the fields of a body",
      "answer",
      ["id", { client_state: "", timeoutMs: 1, headers: {} }],
      "timeoutMs, headers",
    ],
    [
      "options in the place of the query",
      "applications.list",
      [{ maxRetries: 1 }],
      "applications.list got the request options maxRetries in the place of its query. Pass them as the second argument",
    ],
    ["options in the place of the body of dial", "dial", [{ deadlineMs: 1 }], "second argument"],
    [
      "a third argument where options are the second",
      "retrieve",
      ["id", {}, { signal }],
      "retrieve takes request options as its second and last argument, and got 3 arguments",
    ],
    ["one argument too many", "answer", ["id", {}, {}, {}], "third and last argument"],
    ["an unknown option", "answer", ["id", {}, { timeout: 1 }], "Unknown option timeout. Known: timeoutMs, deadlineMs"],
    ["a text as the body", "answer", ["id", "hello"], "answer takes an object as its body, and got a string"],
    ["null as the body", "answer", ["id", null], "got null"],
    ["an array as the body", "answer", ["id", []], "must be an object, and is an array"],
    ["no body where one is required", "dial", [], "must be an object, and is nothing"],
    [
      "a cycle in the body",
      "dial",
      [
        Object.assign(
          {},
          {
            get self(): unknown {
              return this;
            },
          },
        ),
      ],
      "cannot be written",
    ],
    ["a bigint in the body", "dial", [{ to: 1n }], "cannot be written"],
    ["a path parameter that is missing", "answer", [], "Path parameter call_control_id is undefined, not text"],
    ["a timeout of zero", "answer", ["id", {}, { timeoutMs: 0 }], "Option timeoutMs must be a whole number"],
    [
      "a timeout that no timer can hold",
      "answer",
      ["id", {}, { timeoutMs: 2 ** 31 }],
      "Option timeoutMs must be a whole number",
    ],
    ["a timeout that is no number", "answer", ["id", {}, { deadlineMs: Number.NaN }], "Option deadlineMs"],
    ["too many retries", "answer", ["id", {}, { maxRetries: 11 }], "Option maxRetries"],
    ["a signal that is no AbortSignal", "answer", ["id", {}, { signal: {} }], "Option signal"],
    ["null as options", "answer", ["id", {}, null], "Options must be an object"],
  ])("refuses %s before anything is sent", async (_, name, given, message) => {
    const { domain, requests } = observe(accepted);
    const method = name
      .split(".")
      .reduce<unknown>((target, part) => (target as Record<string, unknown>)[part], domain) as (
      ...given: unknown[]
    ) => Promise<unknown>;
    const error = await failure(method(...given));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toContain(message);
    expect((error as ConfigurationError).mayHaveExecuted).toBe(false);
    expect(requests).toEqual([]);
  });

  it("takes undefined where an argument is left out", async () => {
    const { domain, requests } = observe(accepted);
    await domain.answer("id", undefined, undefined);
    await domain.answer("id", undefined, { maxRetries: 0 });
    await domain.retrieve("id", { headers: { "x-a": "b" }, timeoutMs: undefined });
    expect(requests).toHaveLength(3);
  });

  it("exists for every row of the table, nested at its dots, beside the typed client", () => {
    const { domain } = observe(accepted);
    expect(Object.keys(domain)).toEqual([
      "client",
      "dial",
      "answer",
      "updateState",
      "retrieve",
      "applications",
      "activeCalls",
      "connectors",
      "storage",
    ]);
    expect(Object.keys(domain.applications)).toEqual(["list", "create", "delete"]);
  });

  it("sends through a client, or through one of its own that it makes of options", async () => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return accepted();
    };
    const own = createDomain<{ retrieve(id: string): Promise<unknown> }, object>({ apiKey, fetch }, operations);
    const shared = createDomain<{ retrieve(id: string): Promise<unknown> }, object>(
      createTelnyx({ apiKey, fetch }),
      operations,
    );
    await own.retrieve("a");
    await shared.retrieve("b");
    expect(urls).toEqual(["https://api.telnyx.com/v2/calls/a", "https://api.telnyx.com/v2/calls/b"]);
  });
});

describe("a list", () => {
  const numbered = (total: number) =>
    observe((request) => {
      const number = Number(new URL(request.url).searchParams.get("page[number]") ?? 1);
      return Response.json({
        data: number <= total ? [`${number}a`, `${number}b`] : [],
        meta: { page_number: number, total_pages: total },
      });
    });

  async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
    const all: unknown[] = [];
    for await (const item of items) all.push(item);
    return all;
  }

  it("gives a page when it is awaited, and the next ones from it", async () => {
    const { domain, requests } = numbered(2);
    const page = await (domain.applications.list({
      page: { size: 2 },
      filter: { name: { contains: "x" } },
    }) as PagePromise<string>);
    expect(page).toMatchObject({ data: ["1a", "1b"], meta: { page_number: 1 } });
    const next = await page.next();
    expect(next?.data).toEqual(["2a", "2b"]);
    expect(await next?.next()).toBeUndefined();
    expect(decodeURIComponent(requests[1]!.url)).toContain("page[size]=2&page[number]=2&filter[name][contains]=x");
  });

  it("iterates over the items of all pages", async () => {
    const { domain, requests } = numbered(3);
    expect(await collect(domain.applications.list())).toEqual(["1a", "1b", "2a", "2b", "3a", "3b"]);
    expect(requests).toHaveLength(3);
  });

  it("goes on from the flat spelling of the page without sending it twice", async () => {
    const { domain, requests } = numbered(3);
    expect(await collect(domain.applications.list({ "page[number]": 2, "page[size]": 5 }))).toEqual([
      "2a",
      "2b",
      "3a",
      "3b",
    ]);
    expect(decodeURIComponent(new URL(requests[1]!.url).search)).toBe("?page[size]=5&page[number]=3");
  });

  it("follows cursors, and drops the one that points back", async () => {
    const { domain, requests } = observe((request) => {
      const after = new URL(request.url).searchParams.get("page[after]");
      return Response.json({
        data: [after ?? "first"],
        meta: { cursors: { after: after === "B" ? null : after === "A" ? "B" : "A" } },
      });
    });
    expect(await collect(domain.activeCalls.list("1", { page: { limit: 1, before: "Z" } }))).toEqual([
      "first",
      "A",
      "B",
    ]);
    expect(decodeURIComponent(new URL(requests[1]!.url).search)).toBe("?page[limit]=1&page[after]=A");
  });

  it("follows cursors in the answer of a list that is documented to go by number", async () => {
    const { domain } = observe((request) => {
      const after = new URL(request.url).searchParams.get("page[after]");
      return Response.json({ data: [after ?? "first"], meta: { cursors: { after: after ? null : "A" } } });
    });
    expect(await collect(domain.applications.list({ page: { size: 1 } }))).toEqual(["first", "A"]);
  });

  it("ends where a server never comes to an end", async () => {
    const same = observe(() => Response.json({ data: ["x"], meta: { cursors: { after: "A" } } }));
    expect(await collect(same.domain.activeCalls.list("1"))).toEqual(["x", "x"]);
    const empty = observe(() => Response.json({ data: [], meta: { page_number: 1, total_pages: 9 } }));
    expect(await collect(empty.domain.applications.list())).toEqual([]);
    for (const meta of [undefined, null, {}, { cursors: null }, { page_number: "1", total_pages: null }]) {
      const none = observe(() => Response.json({ data: ["x"], meta }));
      expect(await collect(none.domain.activeCalls.list("1"))).toEqual(["x"]);
      expect(await collect(none.domain.applications.list())).toEqual(["x"]);
    }
  });

  it("stops asking when the caller stops iterating", async () => {
    const { domain, requests } = numbered(9);
    for await (const item of domain.applications.list()) if (item === "2a") break;
    expect(requests).toHaveLength(2);
  });

  it("that is kept and iterated later rejects where it is iterated, and nowhere else", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const { domain } = observe(() => Response.json({}, { status: 401 }));
    const kept = domain.applications.list();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await failure(collect(kept))).toMatchObject({ name: "AuthenticationError" });
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  it("rejects, and does so once, when a page fails", async () => {
    const { domain } = observe(() => Response.json({}, { status: 401 }));
    expect(await failure(domain.applications.list())).toMatchObject({ name: "AuthenticationError" });
    expect(await failure(collect(domain.applications.list()))).toMatchObject({ name: "AuthenticationError" });
  });
});
