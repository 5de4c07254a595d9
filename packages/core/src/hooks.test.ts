import { describe, expect, it, vi } from "vitest";
import { accepted, failure, netError, observe, refusal } from "./__tests__/observe.js";
import type { CommandEvent, Hooks } from "./index.js";
import { createLogger, type LogRecord } from "./logger.js";

function watch(): { events: [string, CommandEvent][]; hooks: Hooks } {
  const events: [string, CommandEvent][] = [];
  const note = (name: string) => (event: CommandEvent) => {
    events.push([name, event]);
  };
  return {
    events,
    hooks: { onRequest: note("request"), onResponse: note("response"), onRetry: note("retry"), onError: note("error") },
  };
}

describe("hooks", () => {
  it("see a command from its first attempt to its end, under one object", async () => {
    const { events, hooks } = watch();
    const { domain } = observe(
      (_, count) =>
        count === 1 ? refusal(503, "10007") : Response.json({ data: {} }, { headers: { "x-request-id": "r-1" } }),
      { hooks },
    );
    await domain.answer("v3:secret");
    expect(events.map(([name, event]) => [name, event.attempt])).toEqual([
      ["request", 1],
      ["response", 1],
      ["retry", 1],
      ["request", 2],
      ["response", 2],
    ]);
    expect(new Set(events.map(([, event]) => event.command)).size).toBe(1);
    expect(events[4]![1]).toMatchObject({
      operation: "POST /calls/{call_control_id}/actions/answer",
      safety: "deduped",
      commandId: expect.any(String),
      status: 200,
      requestId: "r-1",
    });
    expect(events[2]![1]).toMatchObject({
      delayMs: expect.any(Number),
      error: { status: 503, operation: "POST /calls/{call_control_id}/actions/answer" },
    });
  });

  it("see the error of every attempt that is retried, with the details of its body", async () => {
    const answers: (() => Response)[] = [
      () => refusal(503, "10007"),
      () => new Response("<html>", { status: 503 }),
      () => {
        throw netError("ECONNRESET", "read");
      },
    ];
    const { events, hooks } = watch();
    const { domain } = observe((_, count) => (answers[count - 1] ?? accepted)(), { hooks, maxRetries: 3 });
    await domain.answer("id");
    expect(
      events.flatMap(([name, event]) => (name === "retry" && "error" in event ? [event.error] : [])),
    ).toMatchObject([
      { name: "ServerError", errors: [{ code: "10007" }] },
      { name: "ServerError", errors: [] },
      { name: "ConnectionError", reason: "lost" },
    ]);
  });

  it("see the error that ends a command, once", async () => {
    const { events, hooks } = watch();
    const { domain } = observe(() => refusal(422, "90018"), { hooks: [hooks, {}] });
    const error = await failure(domain.answer("id"));
    expect(events.map(([name]) => name)).toEqual(["request", "response", "error"]);
    expect(events[2]![1]).toMatchObject({ error });
  });

  it("add headers to each attempt, but none of the client's own", async () => {
    const hooks: Hooks[] = [
      { onRequest: ({ attempt }) => ({ traceparent: `00-${attempt}` }) },
      { onRequest: () => ({ authorization: "Bearer other" }) },
    ];
    const { domain, requests } = observe((_, count) => (count === 1 ? refusal(500, "1") : accepted()), { hooks });
    await domain.answer("id");
    expect(requests.map(({ headers }) => headers.traceparent)).toEqual(["00-1", "00-2"]);
    expect(requests[0]?.headers.authorization).not.toContain("other");
  });

  it("cannot change what becomes of a command by throwing or rejecting", async () => {
    const broken = (): never => {
      throw new Error("broken metric");
    };
    const rejecting = () => Promise.reject(new Error("broken metric")) as unknown as undefined;
    for (const hook of [broken, rejecting]) {
      const hooks: Hooks = { onRequest: hook, onResponse: hook, onRetry: hook, onError: hook };
      const { domain } = observe((_, count) => (count === 1 ? refusal(500, "1") : accepted()), { hooks });
      expect(await domain.answer("id")).toEqual({ data: { result: "ok" } });
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
});

describe("createLogger", () => {
  async function log(level: "debug" | "info" | "warn" | "error"): Promise<LogRecord[]> {
    const records: LogRecord[] = [];
    const { domain } = observe(
      (_, count) => (count === 1 ? refusal(503, "10007") : refusal(422, "90018", { "x-request-id": "r-2" })),
      { logger: createLogger({ level, write: (record) => records.push(record) }) },
    );
    await failure(domain.answer("id"));
    return records;
  }

  it("writes what its level includes", async () => {
    expect((await log("debug")).map(({ event }) => event)).toEqual([
      "request",
      "response",
      "retry",
      "request",
      "response",
      "error",
    ]);
    expect((await log("info")).map(({ event }) => event)).toEqual(["response", "retry", "response", "error"]);
    expect((await log("warn")).map(({ level }) => level)).toEqual(["warn", "error"]);
    expect(await log("error")).toEqual([
      {
        level: "error",
        event: "error",
        operation: "POST /calls/{call_control_id}/actions/answer",
        safety: "deduped",
        attempt: 2,
        elapsedMs: expect.any(Number),
        commandId: expect.any(String),
        error: "ValidationError",
        message: expect.stringContaining("90018"),
        status: 422,
        code: "90018",
        requestId: "r-2",
        mayHaveExecuted: true,
      },
    ]);
  });

  it("writes lines of JSON to the console by default", async () => {
    const info = vi.spyOn(console, "info").mockImplementation(() => {});
    const { domain } = observe(accepted, { logger: createLogger() });
    await domain.answer("id");
    expect(JSON.parse(info.mock.calls[0]?.[0] as string)).toMatchObject({
      level: "info",
      event: "response",
      status: 200,
    });
    vi.restoreAllMocks();
  });

  it("refuses an unknown level", () => {
    expect(() => createLogger({ level: "verbose" as "debug" })).toThrow(
      "The level of a logger is one of debug, info, warn, error.",
    );
  });

  it("drops what an asynchronous write rejects with, as it drops what a hook throws", async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", note);
    const write = async () => {
      throw new Error("the log collector is away");
    };
    const { domain } = observe(accepted, { logger: createLogger({ level: "debug", write }) });
    await domain.answer("id");
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("unhandledRejection", note);
    expect(rejections).toEqual([]);
  });
});
