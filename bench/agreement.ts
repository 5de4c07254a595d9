import type { Figure } from "./figure.js";
import { align } from "./table.js";

/** How far a ratio may lie from that of another run on the same machine. */
const tolerance = 0.1;

/** Every ratio of several runs, and by how much the runs differ; what two of them do not have is left out. */
export function renderAgreement(runs: readonly (readonly Figure[])[]): string {
  const rows = (runs[0] ?? []).flatMap(({ id, what, ratios }) =>
    Object.keys(ratios).flatMap((name) => {
      const found = runs.flatMap((figures) => figures.find((figure) => figure.id === id)?.ratios[name] ?? []);
      if (found.length < runs.length) return [];
      return [{ what: `${what}: ${name}`, found, difference: Math.max(...found) / Math.min(...found) - 1 }];
    }),
  );
  const beyond = rows.filter(({ difference }) => difference > tolerance);
  const table = align([
    ["ratio", ...runs.map((_, index) => `run ${index + 1}`), "difference"],
    ...rows.map(({ what, found, difference }) => [
      what,
      ...found.map((ratio) => ratio.toFixed(2)),
      `${(difference * 100).toFixed(1)} %${difference > tolerance ? " BEYOND" : ""}`,
    ]),
  ]);
  return `${table}\n\n${rows.length} ratios, ${beyond.length} of them differ by more than ${tolerance * 100} %.`;
}
