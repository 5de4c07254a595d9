import { expect, test } from "vitest";
import { runScript } from "./__tests__/random-script.js";
import { runProgram } from "./__tests__/run-program.js";

test("the same seed gives the same bytes in a new process", { timeout: 120_000 }, async () => {
  const printed = await runProgram(`
    import { runScript } from "./__tests__/random-script.js";
    for (let seed = 1; seed <= 20; seed += 1) console.log(JSON.stringify((await runScript(seed, {})).text));
  `);
  const lines: string[] = [];
  for (let seed = 1; seed <= 20; seed += 1) lines.push(JSON.stringify((await runScript(seed, {})).text));
  expect(printed.trimEnd().split("\n")).toEqual(lines);
});

test("an emulator with a real clock in process lets its process end", { timeout: 120_000 }, async () => {
  const printed = await runProgram(`
    import { startEmulator } from "./start-emulator.js";
    const emulator = await startEmulator({ clock: "real", webhookHandler: () => new Response() });
    await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await emulator.settle();
    process.on("exit", () => console.log(Math.round(performance.now()), emulator.timeline.events.join()));
  `);
  const [ms, events] = printed.trim().split(" ");
  expect(events).toBe("call.initiated");
  // The caller would give up after a minute only.
  expect(Number(ms)).toBeLessThan(30_000);
});
