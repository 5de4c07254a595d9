/**
 * Changes code in small ways and runs the tests for each change: `pnpm test:mutants [target …]`. A change that no test
 * notices is a survivor; `mutants/accepted-survivors.ts` holds those that have a reason. Not part of `pnpm test`.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Problem, runCommand, throwAll } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { repository } from "../cli/workshop.js";
import { acceptedSurvivors } from "./mutants/accepted-survivors.js";
import { createLaboratory, fetchStryker, strykerBinary } from "./mutants/create-laboratory.js";
import { judgeMutants, type Report, type Verdict } from "./mutants/judge-mutants.js";
import { type Target, targets } from "./mutants/targets.js";

const pathsIn = (target: Target, files: readonly string[]) =>
  files.map((file) => `packages/${target.package}/src/${file}`);
const pathsOf = (target: Target): string[] => pathsIn(target, target.files);

await runCommand(async () => {
  const names = targets.map(({ name }) => name);
  const { positionals } = readArguments({
    usage: "pnpm test:mutants [target…]",
    takes: { least: 0, most: names.length, what: "names of targets" },
  });
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Problem(unknown.join(", "), "no such target", `There are ${names.join(", ")}.`);
  const chosen = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  throwAll(
    chosen.flatMap((target) =>
      [...pathsOf(target), ...pathsIn(target, target.tests)]
        .filter((file) => !existsSync(join(repository, file)))
        .map(
          (file) =>
            new Problem(
              `scripts/try/mutants/targets.ts: ${target.name}`,
              `${file} does not exist`,
              "Name the file that does this now.",
            ),
        ),
    ),
  );
  await fetchStryker();
  const { folder, remove } = await createLaboratory();
  let failed = 0;
  try {
    for (const target of chosen) {
      const started = performance.now();
      console.log(`\n── ${target.name}: ${pathsOf(target).join(", ")}`);
      const verdict = judgeMutants(await mutate(target, folder), pathsOf(target), acceptedSurvivors);
      print(verdict, (performance.now() - started) / 1000);
      if (verdict.wrong.length > 0) failed++;
    }
  } finally {
    await remove();
  }
  console.log(`\nmutants: ${chosen.length - failed} targets passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

/** Runs Stryker on the files of a target, with the tests of its package. Its progress is shown. */
async function mutate(target: Target, folder: string): Promise<Report> {
  const report = join(folder, `${target.name}.json`);
  const config = {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "vitest.config.mjs" },
    mutate: pathsOf(target),
    coverageAnalysis: "perTest",
    concurrency: availableParallelism(),
    reporters: [process.stdout.isTTY ? "progress" : "progress-append-only", "json"],
    jsonReporter: { fileName: report },
    inPlace: true,
    logLevel: "warn",
  };
  await writeFile(join(folder, "stryker.config.json"), JSON.stringify(config));
  const child = spawn(process.execPath, [strykerBinary, "run", "stryker.config.json"], {
    cwd: folder,
    stdio: "inherit",
    env: { ...process.env, MUTANT_TESTS: JSON.stringify(pathsIn(target, target.tests)) },
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("exit", resolve));
  if (code !== 0) throw new Problem(target.name, `Stryker ended with ${code}`, "Read its output above.");
  return JSON.parse(await readFile(report, "utf8")) as Report;
}

function print({ mutants, killed, wrong, accepted }: Verdict, seconds: number): void {
  const share = mutants === 0 ? 0 : (100 * killed) / mutants;
  console.log(`  ${killed} of ${mutants} changes noticed (${share.toFixed(1)} %), ${seconds.toFixed(0)} s`);
  for (const { change, reason } of accepted) console.log(`  accepted: ${change}\n    ${reason}`);
  for (const line of wrong) console.log(`  ${line}`);
}
