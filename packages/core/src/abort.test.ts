import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKey, failure, type Methods, operations } from "./__tests__/observe.js";
import { createDomain, createTelnyx, type TelnyxError } from "./index.js";

// Where a command stands when it is aborted, as the path of a server that stops there.
const places = ["connect", "headers", "body", "back-off", "key", "pacer"] as const;

let server: Server;
let port: number;
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (data) => {
      const place = /\/calls\/([\w-]+)/.exec(data.toString())?.[1];
      if (place === "body")
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"data":');
      if (place === "back-off")
        socket.end("HTTP/1.1 503 Service Unavailable\r\nretry-after: 20\r\ncontent-length: 0\r\n\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as { port: number }).port;
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

describe("an abort", () => {
  it.each(places)(
    "ends a command during its %s in the same turn, within 20 ms in 99 of 100 cases, with the signal's reason",
    { retry: 2 },
    async (place) => {
      const never = () => new Promise<never>(() => {});
      // On a busy machine the timer of 20 ms is as late as the command: only a command that waits is later than it.
      const late: boolean[] = [];
      const run = async () => {
        let isThere = () => {};
        const there = new Promise<void>((resolve) => {
          isThere = resolve;
        });
        const domain = createDomain<Methods, object>(
          createTelnyx({
            hooks: place === "body" ? { onResponse: isThere } : { onRetry: isThere },
            apiKey: place === "key" ? never : apiKey,
            baseUrl: `http://127.0.0.1:${port}/v2`,
            ...(place === "connect" ? { fetch: never } : {}),
            ...(place === "pacer" ? { pacer: { acquire: never } } : {}),
          }),
          operations,
        );
        const controller = new AbortController();
        const promise = failure(domain.answer(place, {}, { signal: controller.signal }));
        if (place !== "body" && place !== "back-off") setTimeout(isThere, 60);
        await there;
        let isLate = false;
        const limit = setTimeout(() => {
          isLate = true;
        }, 20);
        const reason = new Error("the caller hung up");
        controller.abort(reason);
        const error = (await promise) as TelnyxError;
        clearTimeout(limit);
        late.push(isLate);
        expect(error).toMatchObject({
          name: "AbortError",
          cause: reason,
          operation: "POST /calls/{call_control_id}/actions/answer",
        });
        expect(error.mayHaveExecuted).toBe(!["key", "pacer"].includes(place));
      };
      for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 10 }, run));
      expect(late).toHaveLength(100);
      expect(late.filter(Boolean).length).toBeLessThanOrEqual(1);
    },
  );

  it("that came before the command sends nothing", async () => {
    let sent = 0;
    const domain = createDomain<Methods, object>(
      createTelnyx({
        apiKey,
        fetch: async () => {
          sent++;
          return Response.json({});
        },
      }),
      operations,
    );
    const error = await failure(domain.answer("id", {}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ name: "AbortError", mayHaveExecuted: false });
    expect(sent).toBe(0);
  });

  it("leaves no listener on a signal that lives long", async () => {
    let listeners = 0;
    const { signal } = new AbortController();
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
      listeners++;
      addEventListener.apply(signal, given);
    };
    signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
      listeners--;
      removeEventListener.apply(signal, given);
    };
    let count = 0;
    const domain = createDomain<Methods, object>(
      createTelnyx({
        apiKey,
        fetch: async () => (++count % 2 ? new Response("", { status: 503 }) : Response.json({ data: {} })),
      }),
      operations,
    );
    for (let index = 0; index < 10; index++) await domain.answer("id", {}, { signal });
    expect(listeners).toBe(0);
  });

  it("leaves no timer: a process ends by itself, at once, after a success, an error, a timeout and an abort", {
    retry: 2,
  }, () => {
    const folder = mkdtempSync(join(tmpdir(), "telnyx-kit-"));
    try {
      const program = `
        import { createTelnyx } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
        const make = (fetch) => createTelnyx({ apiKey: "${apiKey}", fetch, timeoutMs: 600000, deadlineMs: 600000, maxRetries: 0 });
        const get = (telnyx, options) => telnyx.request("GET", "/calls", options).catch((error) => error.name);
        const controller = new AbortController();
        const never = () => new Promise(() => {});
        const aborted = get(make(never), { signal: controller.signal });
        const backingOff = createTelnyx({ apiKey: "${apiKey}", deadlineMs: 600000, fetch: async () => new Response("", { status: 503, headers: { "retry-after": "60" } }) });
        const waiting = get(backingOff, { signal: controller.signal });
        setTimeout(() => controller.abort(), 30);
        const results = await Promise.all([
          get(make(async () => Response.json({ data: {} }))), get(make(async () => Response.json({}, { status: 422 }))),
          get(make(never), { timeoutMs: 20 }), aborted, waiting,
        ]);
        console.log(JSON.stringify([results, performance.now()]));
        process.on("exit", () => console.log(performance.now()));`;
      const entry = join(folder, "entry.mjs");
      writeFileSync(entry, program);
      buildSync({
        entryPoints: [entry],
        bundle: true,
        format: "esm",
        platform: "node",
        outfile: join(folder, "program.mjs"),
        logLevel: "error",
      });
      const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "program.mjs")], {
        timeout: 60_000,
        encoding: "utf8",
      });
      expect(stderr).toBe("");
      const [line = "", end = ""] = stdout.trim().split("\n");
      const [results, at] = JSON.parse(line) as [unknown[], number];
      expect(results).toEqual([{ data: {} }, "ValidationError", "TimeoutError", "AbortError", "AbortError"]);
      expect(Number(end) - at).toBeLessThan(200);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
