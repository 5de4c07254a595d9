import { Problem, runCommand } from "./cli/problem.js";
import { readArguments } from "./cli/read-arguments.js";
import { runShell } from "./cli/run-shell.js";

/** The oldest Node that the packages run on. */
const oldest = [20, 19] as const;

/** `pnpm demo`: generates, builds, and runs one voicemail call through what was built. */
const steps = [
  // As a task of turbo it comes after them.
  ...(process.env.TURBO_HASH
    ? []
    : [
        { what: "Generating types and tables from the specification", command: "tsx scripts/readers/generate.ts" },
        { what: "Building the packages", command: "turbo run build --output-logs=errors-only" },
      ]),
  // Without the root tsconfig's paths, the example resolves the packages as an installed program would: to dist.
  { what: "Calling", command: "tsx --tsconfig tsconfig.package.json scripts/try/demo/call.ts", shown: true },
];

await runCommand(async () => {
  readArguments({
    usage: "pnpm demo [--port <number>] [--ladder <file>]",
    options: { port: { type: "string" }, ladder: { type: "string" } },
  });
  const started = performance.now();

  requireNode(process.versions.node);
  for (const [index, step] of steps.entries()) {
    const shown = "shown" in step;
    const label = `[${index + 1}/${steps.length}] ${step.what}`;
    process.stdout.write(shown ? `${label}\n` : `${label} …`);
    const begun = performance.now();
    const { code, output } = await runShell(
      shown ? [step.command, ...process.argv.slice(2)].join(" ") : step.command,
      shown,
    );
    if (!shown)
      process.stdout.write(` ${code === 0 ? `${((performance.now() - begun) / 1000).toFixed(1)} s` : "failed"}\n`);
    if (code !== 0) {
      if (output) console.error(output.trimEnd());
      console.error(`\nThe demo stopped at: ${step.command}`);
      return 1;
    }
  }
  console.log(
    `Done in ${((performance.now() - started) / 1000).toFixed(1)} s. Next: examples/voicemail/voicemail.ts is the whole application.`,
  );
  return 0;
});

function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new Problem("demo", `needs Node ${oldest.join(".")} or newer, and this is ${version}`, "Install a newer Node.");
}
