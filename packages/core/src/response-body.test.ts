import { describe, expect, it } from "vitest";
import { accepted, failure, observe } from "./__tests__/observe.js";
import { TelnyxError } from "./index.js";

const json = { "content-type": "application/json" };
const encoder = new TextEncoder();

/** A body that sends its chunks and then breaks, as a lost connection does. */
function broken(...chunks: string[]): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[next++];
      if (chunk !== undefined) controller.enqueue(encoder.encode(chunk));
      else controller.error(new TypeError("terminated"));
    },
  });
}

const typed = (type: string) => new Response('{"data":{}}', { headers: { "content-type": type } });

// Answers of status 200 that are no answer of the API, with the end of the message.
const malformed: [name: string, answer: () => Response, message: string][] = [
  ["an empty body", () => new Response("", { headers: json }), "an empty body"],
  ["no body", () => new Response(null, { headers: json }), "an empty body"],
  ["204", () => new Response(null, { status: 204 }), "an empty body"],
  ["205", () => new Response(null, { status: 205 }), "an empty body"],
  ["white space", () => new Response("  \n", { headers: json }), "not a JSON object"],
  [
    "an HTML page",
    () => new Response("<!doctype html><p>Sign in", { headers: { "content-type": "text/html; charset=utf-8" } }),
    "text/html instead of JSON",
  ],
  ["an HTML page that says it is JSON", () => new Response("<html>", { headers: json }), "not a JSON object"],
  [
    "JSON that says it is HTML",
    () => new Response('{"data":{}}', { headers: { "content-type": "text/html" } }),
    "text/html instead of JSON",
  ],
  ["JSON of a type that only begins so", () => typed("application/jsonx"), "application/jsonx instead of JSON"],
  ["JSON of a type that only ends so", () => typed("x-application/json"), "x-application/json instead of JSON"],
  ["JSON of a type after a semicolon", () => typed("; application/json"), "no type instead of JSON"],
  ["JSON without a type", () => new Response(encoder.encode('{"data":{}}')), "no type instead of JSON"],
  ["plain text", () => new Response("ok"), "text/plain instead of JSON"],
  [
    "an event stream",
    () => new Response("data: {}\n\n", { headers: { "content-type": "text/event-stream" } }),
    "text/event-stream instead of JSON",
  ],
  ["half of an object", () => new Response('{"data":{"call_control_id":"v3:', { headers: json }), "not a JSON object"],
  ["two objects", () => new Response("{}{}", { headers: json }), "not a JSON object"],
  ["a trailing comma", () => new Response('{"data":{},}', { headers: json }), "not a JSON object"],
  ["single quotes", () => new Response("{'data':{}}", { headers: json }), "not a JSON object"],
  ["NaN", () => new Response("NaN", { headers: json }), "not a JSON object"],
  ["null", () => new Response("null", { headers: json }), "not a JSON object"],
  ["a number", () => new Response("42", { headers: json }), "not a JSON object"],
  ["a string", () => new Response('"ok"', { headers: json }), "not a JSON object"],
  ["true", () => new Response("true", { headers: json }), "not a JSON object"],
  [
    "bytes that are not UTF-8",
    () => new Response(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), { headers: json }),
    "cut off or not UTF-8",
  ],
  [
    "half of a character",
    () => new Response(new Uint8Array([0x7b, 0x7d, 0xe2, 0x82]), { headers: json }),
    "cut off or not UTF-8",
  ],
  ["a body that breaks at once", () => new Response(broken(), { headers: json }), "cut off or not UTF-8"],
  [
    "a body that breaks in the middle",
    () => new Response(broken('{"data":', '{"result"'), { headers: json }),
    "cut off or not UTF-8",
  ],
  [
    "a body that breaks after its end",
    () => new Response(broken('{"data":{"result":"ok"}}'), { headers: json }),
    "cut off or not UTF-8",
  ],
  [
    "a body longer than allowed",
    () => new Response(`{"data":"${"x".repeat(2000)}"}`, { headers: json }),
    "maxResponseBytes",
  ],
  [
    "a length longer than allowed",
    () => new Response("{}", { headers: { ...json, "content-length": "99999999" } }),
    "maxResponseBytes",
  ],
  ["no answer at all", () => undefined as unknown as Response, "connection lost"],
  ["something that is no response", () => ({}) as Response, "connection lost"],
];

describe("an answer", () => {
  it.each(malformed)(
    "that is %s is a typed error, for a read and for a command, and not repeated",
    async (_, answer, message) => {
      for (const method of ["retrieve", "dial"] as const) {
        const { domain, requests } = observe(answer, { maxResponseBytes: 1000, deadlineMs: 300 });
        const error = (await failure(
          method === "dial" ? domain.dial({ to: "x" }) : domain.retrieve("id"),
        )) as TelnyxError;
        expect(TelnyxError.isInstance(error)).toBe(true);
        expect(error.message).toContain(message);
        expect(error.mayHaveExecuted).toBe(method === "dial");
        expect(error.commandId === undefined).toBe(method === "retrieve");
        expect(error.message.length).toBeLessThan(2048);
        if (error.name === "ResponseParseError") expect(requests).toHaveLength(1);
      }
    },
  );

  it("that is not an error's JSON still gives the status", async () => {
    for (const body of [
      "",
      "<html>",
      "null",
      "[]",
      '{"errors":null}',
      '{"errors":[null]}',
      '{"errors":{}}',
      '{"errors":[{}]}',
      '{"errors":"x"}',
    ]) {
      const { domain } = observe(() => new Response(body, { status: 422, headers: json }));
      expect(await failure(domain.answer("id"))).toMatchObject({ name: "ValidationError", status: 422 });
    }
  });

  it("with an error status counts by its status, also when its body breaks or does not end", async () => {
    const endless = () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    for (const body of [broken('{"errors":['), endless()]) {
      const { domain } = observe(() => new Response(body, { status: 503, headers: json }), {
        timeoutMs: 30,
        maxRetries: 0,
      });
      const error = (await failure(domain.answer("id"))) as TelnyxError;
      expect(error).toMatchObject({ name: "ServerError", status: 503, errors: [] });
      expect(error.message).toMatch(/a body that (is cut off|did not end in time)/);
    }
  });

  it("that does not end in time has an unknown outcome", async () => {
    const { domain, requests } = observe(
      () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { headers: json }),
      { timeoutMs: 30 },
    );
    expect(await failure(domain.answer("id"))).toMatchObject({
      name: "ResponseParseError",
      message:
        "The response to POST /calls/{call_control_id}/actions/answer had status 200 and a body that did not end in time.",
      mayHaveExecuted: true,
    });
    expect(requests).toHaveLength(1);
  });

  it("may be JSON of any kind of type, with a BOM and white space around", async () => {
    for (const type of [
      "application/json",
      "application/json; charset=utf-8",
      "application/problem+json",
      "APPLICATION/JSON",
    ]) {
      const { domain } = observe(
        () => new Response('\ufeff {"data":{"result":"ok"}}\n', { headers: { "content-type": type } }),
      );
      expect(await domain.answer("id")).toEqual({ data: { result: "ok" } });
    }
  });

  it("of an operation without a result is not read as JSON", async () => {
    for (const answer of [() => new Response(null, { status: 204 }), accepted, () => new Response("gone")]) {
      const { domain } = observe(answer);
      expect(await domain.connectors.delete("name")).toBeUndefined();
    }
  });

  it("of an operation that no table knows may be empty", async () => {
    const { telnyx } = observe(() => new Response(null, { status: 204 }));
    expect(await telnyx.request("DELETE", "/queues/{name}", { path: { name: "q" } })).toBeUndefined();
  });
});

describe("a download", () => {
  const bytes = (size: number) =>
    new Response(new Uint8Array(size), { headers: { "content-type": "application/octet-stream", "x-kind": "audio" } });

  it("gives the response with its body as a stream", async () => {
    const { domain } = observe(() => bytes(100_000));
    const response = (await domain.storage.download("name")) as Response;
    expect([response.status, response.headers.get("x-kind"), (await response.arrayBuffer()).byteLength]).toEqual([
      200,
      "audio",
      100_000,
    ]);
  });

  it("ends with an error after the bytes that are allowed", async () => {
    const { domain } = observe(() => bytes(100_000), { maxResponseBytes: 50_000 });
    const response = (await domain.storage.download("name")) as Response;
    expect(await failure(response.arrayBuffer())).toMatchObject({ name: "ResponseParseError" });
  });

  it("ends when the signal aborts, long after the head has come", async () => {
    const controller = new AbortController();
    const { domain } = observe(
      () => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(10)) })),
    );
    const response = (await domain.storage.download("name", { signal: controller.signal, timeoutMs: 50 })) as Response;
    const reader = response.body!.getReader();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect((await reader.read()).value).toHaveLength(10);
    controller.abort(new Error("enough"));
    expect(
      await failure(
        (async () => {
          for (;;) if ((await reader.read()).done) return;
        })(),
      ),
    ).toMatchObject({ name: "AbortError", cause: { message: "enough" } });
  });

  it("refuses a page or JSON in the place of bytes, also an empty one", async () => {
    for (const [type, body] of [
      ["text/html", "x"],
      ["application/json", null],
    ] as const) {
      const { domain } = observe(() => new Response(body, { headers: { "content-type": type } }));
      expect(await failure(domain.storage.download("name"))).toMatchObject({
        name: "ResponseParseError",
        message: expect.stringContaining(`${type} instead of bytes`),
      });
    }
  });
});

describe("a body that is not UTF-8", () => {
  it("is not read on, and its connection is given back", async () => {
    const cancelled: string[] = [];
    for (const status of [200, 422]) {
      const body = new ReadableStream({
        start: (stream) => stream.enqueue(Uint8Array.of(0xff, 0xfe)),
        cancel: () => void cancelled.push(`cancelled ${status}`),
      });
      const { domain } = observe(() => new Response(body, { status, headers: json }), { maxRetries: 0 });
      await failure(domain.answer("id"));
    }
    expect(cancelled).toEqual(["cancelled 200", "cancelled 422"]);
  });
});
