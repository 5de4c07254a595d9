import type { Figure } from "./figure.js";

/** Ratios that differ by more than a tenth from those of an earlier run. */
export function compareRuns(now: readonly Figure[], before: readonly Figure[]): string[] {
  const earlier = new Map(before.map((figure) => [figure.id, figure.ratios]));
  return now.flatMap(({ id, ratios }) =>
    Object.entries(ratios).flatMap(([name, ratio]) => {
      const old = earlier.get(id)?.[name];
      if (old === undefined || Math.abs(ratio / old - 1) <= 0.1) return [];
      return [`${id}: ${name} was ${old.toFixed(2)}, now ${ratio.toFixed(2)}`];
    }),
  );
}
