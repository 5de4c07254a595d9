import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generate } from "./generate/run.js";
import { Problem, runCommand } from "./spec/problem.js";

const usage = "Usage: pnpm generate [domain…] [--check]";

await runCommand(async () => {
  const { positionals: packages, values } = readArguments();
  const check = values.check === true;
  const started = performance.now();
  const result = await generate({
    root: fileURLToPath(new URL("..", import.meta.url)),
    packages,
    check,
    progress: showProgress,
  });
  const { findings, files } = result;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  showProgress("");
  if (!check) {
    for (const { kind, file } of findings) console.log(`${kind === "orphan" ? "removed" : "wrote"}  ${file}`);
    console.log(
      `${findings.length === 0 ? "Nothing to do: " : ""}${files} generated files are up to date (${seconds} s).`,
    );
    return 0;
  }
  for (const { kind, file } of findings) console.log(`${kind.padEnd(8)}  ${file}`);
  if (findings.length === 0) {
    console.log(`${files} generated files are up to date (${seconds} s).`);
    return 0;
  }
  const command = ["pnpm generate", ...packages].join(" ");
  if (findings.some(({ kind }) => kind === "unmarked"))
    console.log("An unmarked file was written by hand: move it out of its folder or delete it.");
  console.log(
    `${findings.length} of the generated files are not up to date. To bring them up to date, run: ${command}`,
  );
  return 1;
});

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { check: { type: "boolean" } } });
  } catch (error) {
    throw new Problem("pnpm generate", (error as Error).message, usage);
  }
}

/** One line that says what is being done, on terminals only. */
function showProgress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(what ? `\r\u001b[2Kgenerating: ${what}` : "\r\u001b[2K");
}
