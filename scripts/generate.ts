import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { reportLines } from "./generate/report.js";
import { generate } from "./generate/run.js";
import { Problem, runCommand } from "./spec/problem.js";

await runCommand(async () => {
  const { packages, check, allowStaleOverlays } = readArguments();
  const started = performance.now();
  const root = fileURLToPath(new URL("..", import.meta.url));
  const result = await generate({ root, packages, check, allowStaleOverlays, progress: showProgress }).finally(() =>
    showProgress(""),
  );
  for (const line of result.skipped) console.log(`left out  ${line}`);
  for (const line of reportLines(result, packages, check)) console.log(line);
  console.log(`(${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return check && result.findings.length > 0 ? 1 : 0;
});

function readArguments(): { packages: string[]; check: boolean; allowStaleOverlays: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { check: { type: "boolean" }, "allow-stale-overlays": { type: "boolean" } },
    });
    return {
      packages: positionals,
      check: values.check === true,
      allowStaleOverlays: values["allow-stale-overlays"] === true,
    };
  } catch (error) {
    throw new Problem(
      "pnpm generate",
      (error as Error).message,
      "Usage: pnpm generate [domain…] [--check] [--allow-stale-overlays]",
    );
  }
}

/** One line that says what is being done, on terminals only. */
function showProgress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(what ? `\r\u001b[2Kgenerating: ${what}` : "\r\u001b[2K");
}
