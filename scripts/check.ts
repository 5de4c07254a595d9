import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runShell } from "./run-shell.js";
import { runCommand } from "./spec/problem.js";

/** One thing that has to hold before a change lands. */
interface Check {
  readonly name: string;
  readonly what: string;
  readonly commands: readonly string[];
  /** Prints its own progress, so it is shown while it runs; the others only when they fail. */
  readonly shown?: boolean;
}

const packages = (await readdir("packages")).sort();

const checks: readonly Check[] = [
  { name: "format", what: "biome: format and lint", commands: ["biome check ."] },
  {
    name: "generated",
    what: "generated files equal what the spec gives",
    commands: ["tsx scripts/generate.ts --check"],
  },
  { name: "types", what: "TypeScript 7 over sources, tests and examples", commands: ["tsc -p tsconfig.json"] },
  { name: "build", what: "every package, by tsc", commands: ["turbo run build --output-logs=errors-only"] },
  {
    name: "tests",
    what: "vitest over packages, scripts and examples",
    commands: ["vitest run --reporter=default"],
    shown: true,
  },
  {
    name: "runtimes",
    what: "the packed packages on this Node, the newest, Bun and workerd",
    commands: ["tsx scripts/runtimes.ts --fast"],
    shown: true,
  },
  {
    name: "packages",
    what: "publint and attw on the packed files",
    commands: packages.flatMap((name) => [
      `publint packages/${name} --strict`,
      `attw --pack packages/${name} --profile esm-only --quiet`,
    ]),
  },
  { name: "sizes", what: "gzipped size of every module", commands: ["tsx scripts/size.ts"], shown: true },
  {
    name: "demo",
    what: "one voicemail call through the built packages",
    commands: ["tsx scripts/demo.ts"],
    shown: true,
  },
];

await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const wanted = checks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (wanted.length === 0)
    throw new Error(
      `no check is called ${positionals.join(", ")}; there are ${checks.map(({ name }) => name).join(", ")}`,
    );
  const results: { name: string; what: string; seconds: number; passed: boolean }[] = [];
  for (const check of wanted) {
    console.log(`\n── ${check.name}: ${check.what}`);
    const started = performance.now();
    const passed = await runAll(check);
    results.push({ name: check.name, what: check.what, seconds: (performance.now() - started) / 1000, passed });
  }
  console.log("\n  check       time   result");
  for (const { name, seconds, passed } of results) {
    console.log(`  ${name.padEnd(10)}${`${seconds.toFixed(1)} s`.padStart(7)}   ${passed ? "passed" : "FAILED"}`);
  }
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(`\nchecks: ${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

async function runAll(check: Check): Promise<boolean> {
  for (const command of check.commands) {
    const { code, output } = await runShell(command, check.shown ?? false);
    if (code === 0) continue;
    console.log(output);
    console.log(`failed: ${command}`);
    return false;
  }
  return true;
}
