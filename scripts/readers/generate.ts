import { fileURLToPath } from "node:url";
import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { generate } from "./generate-files.js";
import { reportLines } from "./generate-report.js";

await runCommand(async () => {
  const { positionals: packages, values } = readArguments({
    usage: "pnpm generate [domain…] [--check] [--allow-stale-overlays]",
    options: { check: { type: "boolean" }, "allow-stale-overlays": { type: "boolean" } },
    takes: { least: 0, most: Number.POSITIVE_INFINITY, what: "domains" },
  });
  const { check = false, "allow-stale-overlays": allowStaleOverlays = false } = values;
  const started = performance.now();
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const result = await generate({ root, packages, check, allowStaleOverlays, progress: showProgress }).finally(() =>
    showProgress(""),
  );
  for (const line of result.skipped) console.log(`left out  ${line}`);
  for (const line of reportLines(result, packages, check)) console.log(line);
  console.log(`(${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return check && result.findings.length > 0 ? 1 : 0;
});

/** One line that says what is being done, on terminals only. */
function showProgress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(what ? `\r\u001b[2Kgenerating: ${what}` : "\r\u001b[2K");
}
