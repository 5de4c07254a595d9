import { spawnSync } from "node:child_process";
import { type Contender, contenders, official, ours, plain } from "./contenders.js";
import type { Effort, Figure } from "./figure.js";
import { place } from "./place.js";
import { interleave, median, paired } from "./rounds.js";

const empty = "an empty process";

/** Wall time of a Node process that imports a library and ends, over one that imports nothing. */
export async function measureImports(effort: Effort): Promise<Figure[]> {
  const taking = contenders.filter((one) => one !== plain);
  const spawn = (contender: Contender, file: string) => () => {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [file], { cwd: place(contender), encoding: "utf8" });
    if (status !== 0) throw new Error(`${contender.name}: ${stderr}`);
    return performance.now() - started;
  };
  const measures = new Map([[empty, spawn(plain, "empty.mjs")]]);
  for (const contender of taking) measures.set(contender.name, spawn(contender, "import.mjs"));
  await interleave(2, measures);
  const rounds = await interleave(effort.of(10, 60), measures);
  const over = (name: string) => median(paired(rounds, name, empty, (own, nothing) => own - nothing));
  const values = Object.fromEntries(taking.map(({ name }) => [name, over(name)]));
  // Of the whole process, not of the difference: a difference of a few milliseconds has no steady ratio.
  const ratio = (name: string) => median(paired(rounds, name, empty, (own, nothing) => own / nothing));
  return [
    {
      id: "import-time",
      what: "import, over an empty process",
      unit: "ms",
      values,
      ratios: {
        [`process with ${ours.name} / empty`]: ratio(ours.name),
        [`process with ${official.name} / empty`]: ratio(official.name),
      },
      target: { text: "≤ 25 ms", met: over(ours.name) <= 25 },
    },
  ];
}
