/**
 * Runs the checks by turbo, all of them unless some are named, and closes with a table: `pnpm check [check…] [option of turbo run…]`.
 * A task whose inputs did not change is not run again; `--force` runs it.
 */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem, runCommand, Usage } from "./cli/problem.js";
import { runShell } from "./cli/run-shell.js";

/** Tasks of turbo.json that have to pass before a change lands. */
const checks = "format generate:check typecheck build check:package check:api sizes demo test runtimes".split(" ");

/** Turbo's report of a task that it ran or took from its cache. */
interface Task {
  readonly taskId: string;
  readonly task: string;
  readonly command: string;
  readonly dependents: readonly string[];
  readonly cache: { readonly status: "HIT" | "MISS" };
  readonly execution: { readonly startTime: number; readonly endTime: number; readonly exitCode: number | null };
}

const runs = fileURLToPath(new URL("../.turbo/runs", import.meta.url));
const summaries = (): Promise<string[]> => readdir(runs).catch(() => []);

await runCommand(async () => {
  const given = process.argv.slice(2);
  if (given.includes("--help")) throw new Usage("Usage: pnpm check [check…] [option of turbo run…]");
  const named = given.filter((argument) => !argument.startsWith("-"));
  const wanted = named.length > 0 ? named : checks;
  const options = given.filter((argument) => argument.startsWith("-"));
  const before = await summaries();
  const { code } = await runShell(
    ["turbo run", ...wanted, ...options]
      .concat("--continue=dependencies-successful", "--output-logs=new-only", "--summarize")
      .join(" "),
    true,
  );
  const summary = (await summaries()).find((file) => !before.includes(file));
  if (!summary) throw new Problem("turbo", "ran nothing", `It says why above. The checks are ${checks.join(", ")}.`);
  const { tasks } = JSON.parse(await readFile(join(runs, summary), "utf8")) as { tasks: readonly Task[] };
  await rm(join(runs, summary));
  printTable(wanted, tasks);
  return code;
});

function printTable(wanted: readonly string[], tasks: readonly Task[]): void {
  const ran = tasks.filter(({ command }) => command !== "<NONEXISTENT>");
  const failed = ran.filter(({ execution }) => execution.exitCode !== 0);
  // A task that depends on a failed one is not run, and turbo leaves it out of its summary.
  const notRun = new Set(failed.flatMap(({ dependents }) => dependents));
  for (const { taskId } of tasks) notRun.delete(taskId);
  const names = [...new Set([...wanted, ...ran.map(({ task }) => task)])];
  const broken = names.filter(
    (name) =>
      failed.some(({ task }) => task === name) ||
      [...notRun].some((id) => id.endsWith(`#${name}`)) ||
      !ran.some(({ task }) => task === name),
  );
  console.log("\n  check           tasks  cached      time   result");
  for (const name of names) {
    const group = ran.filter(({ task }) => task === name);
    const cached = group.filter(({ cache }) => cache.status === "HIT").length;
    const seconds = group.reduce((sum, { execution }) => sum + execution.endTime - execution.startTime, 0) / 1000;
    const result = !broken.includes(name) ? "passed" : group.length > 0 ? "FAILED" : "FAILED: not run";
    console.log(
      `  ${name.padEnd(16)}${`${group.length}`.padStart(5)}${`${cached}`.padStart(8)}${`${seconds.toFixed(1)} s`.padStart(10)}   ${result}`,
    );
  }
  console.log(`\nchecks: ${names.length - broken.length} passed, ${broken.length} failed`);
}
