/**
 * `pnpm bench [--quick] [--only <measure>]… [--runs <number>] [--no-prepare]`: ours beside other clients, one table.
 *
 * A full run writes the table, the figures and the plots into bench/results; a quick one, or one of some measures, only
 * prints. Of several runs the last counts, and all are held against each other.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem, runCommand } from "../scripts/cli/problem.js";
import { readArguments } from "../scripts/cli/read-arguments.js";
import { renderAgreement } from "./agreement.js";
import { describeEnvironment } from "./environment.js";
import type { Effort, Figure } from "./figure.js";
import { measureEmulator } from "./measure-emulator.js";
import { measureGenerate } from "./measure-generate.js";
import { measureGrowth } from "./measure-growth.js";
import { measureImports } from "./measure-imports.js";
import { measureMemory } from "./measure-memory.js";
import { measureRequests } from "./measure-requests.js";
import { measureSizes } from "./measure-sizes.js";
import { measureTypes } from "./measure-types.js";
import { measureUnwrap } from "./measure-unwrap.js";
import { prepare, root } from "./place.js";
import { plotResults } from "./plots.js";
import type { Results } from "./results.js";
import { renderTable } from "./table.js";

await runCommand(async () => {
  const { values } = readArguments({
    usage: "pnpm bench [--quick] [--only <measure>]… [--runs <number>] [--no-prepare]",
    options: {
      quick: { type: "boolean" },
      only: { type: "string", multiple: true },
      runs: { type: "string", default: "1" },
      "no-prepare": { type: "boolean" },
    },
  });
  const quick = values.quick ?? false;
  const effort: Effort = { quick, of: (short, full) => (quick ? short : full) };

  const measures: Readonly<Record<string, (results: Results) => Promise<readonly Figure[]>>> = {
    sizes: measureSizes,
    imports: () => measureImports(effort),
    requests: () => measureRequests(effort),
    unwrap: () => measureUnwrap(effort),
    types: () => measureTypes(effort),
    generate: () => measureGenerate(effort),
    emulator: () => measureEmulator(effort),
    memory: async ({ memory }) => {
      const { figures, points } = await measureMemory(effort);
      memory.push(...points);
      return figures;
    },
    growth: async ({ growth }) => {
      growth.push(...(await measureGrowth(effort)));
      return [];
    },
  };

  const wanted = values.only ?? Object.keys(measures);
  const unknown = wanted.filter((name) => !(name in measures));
  if (unknown.length > 0)
    throw new Problem(
      "bench",
      `no measure is called ${unknown.join(", ")}`,
      `There are ${Object.keys(measures).join(", ")}.`,
    );
  if (!/^[1-9]\d*$/.test(values.runs))
    throw new Problem("bench", `--runs is ${values.runs}`, "Give a whole number from 1 up.");

  if (!values["no-prepare"]) {
    console.error("building and packing this tree, and installing the others where they are missing …");
    await prepare();
  }
  const environment = describeEnvironment(quick);
  const runs: Results[] = [];
  for (let run = 1; run <= Number(values.runs); run++) {
    const results: Results = { environment, figures: [], growth: [], memory: [] };
    for (const name of wanted) {
      console.error(`run ${run} of ${values.runs}: measuring ${name} …`);
      results.figures.push(...((await measures[name]?.(results)) ?? []));
    }
    console.log([...environment, "", renderTable(results.figures)].join("\n"));
    if (results.growth.length > 0) console.table(results.growth);
    runs.push(results);
  }
  const last = runs.at(-1);
  if (!last) throw new Error("nothing was measured");

  const folder = join(root, "bench/results");
  const file = join(folder, "results.json");
  const agreement = renderAgreement(runs.map(({ figures }) => figures));
  if (runs.length > 1) console.log(`\n${agreement}`);
  else if (existsSync(file)) {
    const earlier = JSON.parse(readFileSync(file, "utf8")) as Results;
    console.log(`\nBeside the committed run\n\n${renderAgreement([earlier.figures, last.figures])}`);
  }
  if (!quick && !values.only) {
    mkdirSync(folder, { recursive: true });
    const header = environment.map((line) => `- ${line}`).join("\n");
    writeFileSync(file, `${JSON.stringify(last, null, 2)}\n`);
    writeFileSync(join(folder, "table.md"), `${header}\n\n${renderTable(last.figures)}\n`);
    if (runs.length > 1) writeFileSync(join(folder, "agreement.md"), `${header}\n\n${agreement}\n`);
    await plotResults(folder, last);
  }
  return 0;
});
