/** Follows a plan through a run, and finds where the run could have gone another way. */
export interface Plan {
  /** Picks the usual (0) or one of the other ways (from 1), by what the plan says. */
  pick(others: readonly string[]): number;
  /** Ways not taken after the last step of the plan. */
  readonly open: readonly string[];
  /** Steps of the plan that the run has not come to. */
  readonly missed: readonly string[];
}

/** Stands between the steps of a plan that is one text, and in none of them. */
export const separator = "; ";

/** A step is the text of a way; the second place that offers the same text has `(2)` behind it, and so on. */
export function createPlan(steps: readonly string[]): Plan {
  const missed = new Set(steps);
  const counts = new Map<string, number>();
  let open: string[] = [];
  return {
    pick(others) {
      const texts = others.map((way) => {
        const other = way.replaceAll(separator, ", ");
        const count = (counts.get(other) ?? 0) + 1;
        counts.set(other, count);
        return count === 1 ? other : `${other} (${count})`;
      });
      const taken = texts.findIndex((text) => missed.has(text));
      if (taken >= 0) {
        missed.delete(texts[taken] as string);
        open = [];
      } else if (missed.size === 0) open.push(...texts);
      return taken + 1;
    },
    get open() {
      return open;
    },
    get missed() {
      return [...missed];
    },
  };
}
