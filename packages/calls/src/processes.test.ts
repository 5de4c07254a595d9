import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startEmulator } from "@telnyx-kit/emulator";
import { afterEach, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

/** Starts a process and gives the port that it listens on. */
function start(environment: Record<string, string>): Promise<number> {
  const program = fileURLToPath(new URL("__tests__/server.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  children.push(child);
  let output = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += String(chunk);
        const [, port] = /ready (\d+)/.exec(output) ?? [];
        if (port) resolve(Number(port));
      });
    child.once("exit", (code) => reject(new Error(`ended with ${code}:\n${output}`)));
  });
}

test("two processes take the events of one call in turns, over sockets", async () => {
  const ports: number[] = [];
  let turn = 0;
  const emulator = await startEmulator({
    port: 0,
    delivery: { timeoutMs: 60_000 },
    webhookHandler: (request) => fetch(new Request(`http://127.0.0.1:${ports[turn++ % 2]}/`, request)),
  });
  const environment = {
    TELNYX_API_KEY: emulator.apiKey,
    TELNYX_BASE_URL: emulator.url,
    TELNYX_PUBLIC_KEY: emulator.publicKey,
  };
  ports.push(...(await Promise.all([start(environment), start(environment)])));
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  expect(caller.heard).toEqual(["1", "2", "3"].map((speak) => ({ speak })));
  expect(caller.state).toBe("ended");
  expect(emulator.commands().map(({ operation, status }) => `${operation} ${status}`)).toEqual([
    "voice.answer 200",
    "media.speak 200",
    "media.speak 200",
    "media.speak 200",
    "voice.hangup 200",
  ]);
  await emulator.stop();
});
