/**
 * `pnpm bench [--quick] [--only <measure>]… [--no-prepare]`: ours beside other clients, one table.
 *
 * A full run writes the table, the figures and the plots into bench/results; a quick one, or one of some measures, only
 * prints.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compareRuns } from "./compare-runs.js";
import { describeEnvironment } from "./environment.js";
import type { Effort, Figure } from "./figure.js";
import { measureEmulator } from "./measure-emulator.js";
import { measureGenerate } from "./measure-generate.js";
import { type GrowthPoint, measureGrowth } from "./measure-growth.js";
import { measureImports } from "./measure-imports.js";
import { type MemoryPoint, measureMemory } from "./measure-memory.js";
import { measureRequests } from "./measure-requests.js";
import { measureSizes } from "./measure-sizes.js";
import { measureTypes } from "./measure-types.js";
import { measureUnwrap } from "./measure-unwrap.js";
import { prepare, root } from "./place.js";
import { plotComparison, plotGrowth, plotMemory } from "./plots.js";
import { renderTable } from "./table.js";

interface Results {
  readonly environment: readonly string[];
  readonly figures: readonly Figure[];
  readonly growth: readonly GrowthPoint[];
  readonly memory: readonly MemoryPoint[];
}

const { values } = parseArgs({
  options: {
    quick: { type: "boolean" },
    only: { type: "string", multiple: true },
    "no-prepare": { type: "boolean" },
  },
});
const quick = values.quick ?? false;
const effort: Effort = { quick, of: (short, full) => (quick ? short : full) };
const memory: MemoryPoint[] = [];
const growth: GrowthPoint[] = [];

const measures: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  sizes: measureSizes,
  imports: () => measureImports(effort),
  requests: () => measureRequests(effort),
  unwrap: () => measureUnwrap(effort),
  types: () => measureTypes(effort),
  generate: () => measureGenerate(effort),
  emulator: () => measureEmulator(effort),
  memory: async () => {
    const { figures, points } = await measureMemory(effort);
    memory.push(...points);
    return figures;
  },
  growth: async () => {
    growth.push(...(await measureGrowth(effort)));
    return [];
  },
};

const wanted = values.only ?? Object.keys(measures);
const unknown = wanted.filter((name) => !(name in measures));
if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(", ")}; there are ${Object.keys(measures).join(", ")}.`);
  process.exit(1);
}

if (!values["no-prepare"]) {
  console.error("packing this tree, and installing the others where they are missing …");
  prepare();
}
const figures: Figure[] = [];
for (const name of wanted) {
  console.error(`measuring ${name} …`);
  figures.push(...((await measures[name]?.()) ?? []));
}

const environment = describeEnvironment(quick);
console.log([...environment, "", renderTable(figures)].join("\n"));
if (growth.length > 0) console.table(growth);

const folder = join(root, "bench/results");
const file = join(folder, "results.json");
if (existsSync(file)) {
  const earlier = JSON.parse(readFileSync(file, "utf8")) as Results;
  const moved = compareRuns(figures, earlier.figures);
  console.log(
    `\nRatios beyond 10 % of the committed run: ${moved.length === 0 ? "none" : `\n  ${moved.join("\n  ")}`}`,
  );
}
if (!quick && !values.only) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ environment, figures, growth, memory } satisfies Results, null, 2)}\n`);
  writeFileSync(
    join(folder, "table.md"),
    `${environment.map((line) => `- ${line}`).join("\n")}\n\n${renderTable(figures)}\n`,
  );
  const made = [environment.slice(0, 3).join(" · "), environment[3] ?? ""];
  await plotComparison(folder, figures, made);
  await plotGrowth(folder, growth, made);
  await plotMemory(folder, memory, made);
}
