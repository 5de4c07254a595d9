import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { readFault } from "./arguments.js";
import { run } from "./run.js";

/** Runs the command with typed lines; returns its exit code and what it printed. */
async function type(args: readonly string[], lines: readonly string[] = []) {
  const [output, error] = [new PassThrough(), new PassThrough()];
  let [printed, complained] = ["", ""];
  output.on("data", (chunk) => (printed += chunk));
  error.on("data", (chunk) => (complained += chunk));
  const input = Readable.from(lines.map((line) => `${line}\n`));
  const code = await run(args, { input, output, error, colours: false });
  return { code, printed, complained };
}

describe("telnyx-emulator", () => {
  test("prints where it listens and how to get in, and the timeline of what is typed", async () => {
    const { code, printed } = await type(
      ["--port", "0", "--clock", "virtual"],
      [
        "call +12025550101 +12025550102",
        "calls",
        "press 1",
        "say hello",
        "use 1",
        "hangup",
        "advance 2",
        "settle",
        "quit",
        "call",
      ],
    );
    expect(code).toBe(0);
    expect(printed).toMatch(/API +http:\/\/127\.0\.0\.1:\d+\/v2/);
    expect(printed).toMatch(/Public key +[A-Za-z0-9+/]{43}=/);
    expect(printed).toContain("1  incoming ringing  v3:");
    expect(printed).toContain("hangup_cause=originator_cancel");
    expect(printed.match(/call\.initiated/g)).toHaveLength(1);
  });

  test("delivers to the address that it is given", async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(String(request.url));
      request.resume().on("end", () => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
    await type(["--port", "0", "--clock", "virtual", "--webhook-url", url], ["call"]);
    server.close();
    expect(seen).toEqual(["/hooks"]);
  });

  test("says what is wrong with a line and goes on", async () => {
    const { printed } = await type(
      ["--port", "0", "--clock", "virtual"],
      [
        "press 1",
        "dance",
        "callee +1 dance",
        "callee +12025550103 busy",
        "use 9",
        "advance x",
        "fault x",
        "fault duplicate:call.*",
        "help",
        "call",
        "press x",
      ],
    );
    expect(printed).toContain("There is no call.");
    expect(printed).toContain("There is no command dance.");
    expect(printed).toContain("not dance");
    expect(printed).toContain("There is no call 9.");
    expect(printed).toContain("advance takes seconds");
    expect(printed).toContain("There is no fault x.");
    expect(printed).toContain("press takes the keys");
  });

  test.each([
    [["--port", "many"], "--port must be a whole number"],
    [["--clock", "fast"], "--clock is real or virtual"],
    [["--webhook-url", "localhost"], "--webhook-url must start with"],
    [["--fault", "fire"], "There is no fault fire"],
    [["--colour"], "--colour"],
  ])("refuses %j with the usage and exit code 1", async (args, message) => {
    const { code, complained } = await type(args);
    expect(code).toBe(1);
    expect(complained).toContain(message);
    expect(complained).toContain("Usage: telnyx-emulator");
  });

  test("says when the port is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { code, complained } = await type(["--port", String(port)]);
    server.close();
    expect([code, complained]).toEqual([1, expect.stringContaining(`Port ${port} of 127.0.0.1 is taken`)]);
  });

  test("prints its usage", async () => {
    const { code, printed } = await type(["--help"]);
    expect([code, printed]).toEqual([0, expect.stringContaining("Usage: telnyx-emulator")]);
  });
});

test("readFault reads a fault, what it hits and how likely", () => {
  expect(readFault("lost-reply:voice.dial:0.5")).toEqual({ fault: "lost-reply", on: "voice.dial", probability: 0.5 });
  expect(readFault("drop")).toEqual({ fault: "drop", probability: 1 });
  expect(() => readFault("drop:*:2")).toThrow("from 0 to 1");
});
