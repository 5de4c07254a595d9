import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startEmulator } from "@telnyx-kit/emulator";
import { describe, expect, test } from "vitest";
import { freePort, startProgram } from "./servers.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
const tasks = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^(node_modules|\..*)$/.test(entry.name))
  .map(({ name }) => name);
const readme = readFileSync(`${here}README.md`, "utf8");

/** Runs what the README says, without an account's variables. */
function run(file: string): Promise<{ code: number | null; output: string }> {
  const { TELNYX_API_KEY: _key, TELNYX_BASE_URL: _url, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", file], { cwd: root, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

describe.each(tasks)("the example %s", (task) => {
  test("stands in the table with the command that runs it", () => {
    expect(readme).toContain(`[\`${task}\`](${task})`);
    expect(existsSync(`${here}${task}/main.ts`)).toBe(true);
    expect(readme).toContain(`examples/${task}/main.ts`);
    expect(readdirSync(`${here}${task}`).some((file) => file.endsWith(".test.ts"))).toBe(true);
  });

  test("runs by one command against the emulator", { timeout: 60_000 }, async () => {
    const { code, output } = await run(`examples/${task}/main.ts`);
    expect(code, output).toBe(0);
    expect(output.length).toBeGreaterThan(20);
  });
});

test("an example is the same application on the API that its environment names", { timeout: 60_000 }, async () => {
  const port = await freePort();
  const emulator = await startEmulator({ port: 0, webhookUrl: `http://127.0.0.1:${port}/` });
  const server = await startProgram("menu/main.ts", {
    PORT: String(port),
    TELNYX_API_KEY: emulator.apiKey,
    TELNYX_BASE_URL: emulator.url,
    TELNYX_PUBLIC_KEY: emulator.publicKey,
  });
  try {
    const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await caller.press("2");
    expect(emulator.timeline.events.filter((type) => type === "call.bridged")).toHaveLength(2);
  } finally {
    await server.stop();
    await emulator.stop();
  }
});
