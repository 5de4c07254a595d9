/** `tsx bench/draw.ts`: draws the plots of the committed run again. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../scripts/cli/problem.js";
import { root } from "./place.js";
import { plotResults } from "./plots.js";
import type { Results } from "./results.js";

await runCommand(async () => {
  const folder = join(root, "bench/results");
  await plotResults(folder, JSON.parse(readFileSync(join(folder, "results.json"), "utf8")) as Results);
  return 0;
});
