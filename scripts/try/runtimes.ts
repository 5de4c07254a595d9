/**
 * Runs the packed packages on every runtime that they promise, and prints one table: `pnpm test:runtimes [runtime …]`.
 * `--fast`, which `pnpm test` uses, takes four of them and fewer signatures.
 *
 * Runtimes come from the npm registry into a folder of the system's temporary files and stay there; Chromium is the
 * machine's. One that cannot be had is "not run", with the command that brings it; with CI set that is a failure.
 */

import { Problem, runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { allRuntimes } from "./runtimes/all-runtimes.js";
import { createApplication } from "./runtimes/create-application.js";
import { createCommands, faults } from "./runtimes/fault-commands.js";
import { findRuntime } from "./runtimes/find-runtime.js";
import { runSuites, suites } from "./runtimes/run-suites.js";
import { createSignatures } from "./runtimes/signature-suite.js";
import { faultHeading, faultRows, heading, missingRow, rowOf } from "./runtimes/table.js";

await runCommand(async () => {
  const { values, positionals } = readArguments({
    usage: "pnpm test:runtimes [runtime…] [--fast]",
    options: { fast: { type: "boolean" } },
    takes: { least: 0, most: allRuntimes.length, what: "names of runtimes" },
  });
  const isFast = values.fast ?? false;
  const names = allRuntimes.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Problem("test:runtimes", `no runtime is called ${unknown.join(", ")}`, `There are ${names.join(", ")}.`);
  const chosen = allRuntimes.filter(({ name, fast }) =>
    positionals.length > 0 ? positionals.includes(name) : fast || !isFast,
  );

  const found = new Map<string, Awaited<ReturnType<typeof findRuntime>>>();
  for (const runtime of chosen) found.set(runtime.name, await findRuntime(runtime));
  const signatures = await createSignatures(isFast);
  const commands = await createCommands(isFast);
  const faultTable: string[] = [];
  const { folder, remove } = await createApplication();
  let failed = 0;
  let notRun = 0;
  let deliveries = 0;
  let grownMiB = 0;
  try {
    console.log(`\n${heading}`);
    for (const runtime of chosen) {
      const place = found.get(runtime.name);
      if (!place) continue;
      if ("missing" in place) {
        notRun++;
        console.log(missingRow(runtime.name, place.missing, place.remedy));
        continue;
      }
      const started = performance.now();
      const outcome = await runSuites(runtime, { command: place.command, folder }, signatures, commands);
      console.log(rowOf(runtime.name, outcome, (performance.now() - started) / 1000));
      if (suites.some((suite) => (outcome.wrong[suite] ?? []).length > 0)) failed++;
      faultTable.push(...faultRows(runtime.name, outcome.faultCounts));
      deliveries = Math.max(deliveries, outcome.deliveries);
      grownMiB = Math.max(grownMiB, outcome.grownMiB);
    }
  } finally {
    await remove();
  }
  console.log(`\n  signatures: ${signatures.described}`);
  if (deliveries > 0)
    console.log(`  server: ${deliveries} deliveries; a body of 256 MiB takes ${grownMiB.toFixed(1)} MiB at most`);
  if (faultTable.length > 0) {
    console.log(
      `\n  faults: ${faults.length}, on kept connections and on new ones; "own fetch" is what the runtime does by itself`,
    );
    console.log([faultHeading, ...faultTable].join("\n"));
  }
  const passed = chosen.length - failed - notRun;
  console.log(`\nruntimes: ${passed} passed, ${failed} failed, ${notRun} not run`);
  return failed > 0 || (notRun > 0 && process.env.CI) ? 1 : 0;
});
