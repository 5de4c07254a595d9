/** One line of the table. */
export interface Figure {
  /** Stable name, for comparing two runs. */
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** Medians by contender's name. */
  readonly values: Readonly<Record<string, number>>;
  /** Ratios to compare between runs, machines and contenders: the others over ours, or as `ratioOf` says. */
  readonly ratios: Readonly<Record<string, number>>;
  /** The promise in words, and whether it holds. `undefined` for a figure without a promise. */
  readonly target?: { readonly text: string; readonly met: boolean };
  /** Said below the table. */
  readonly note?: string;
}

/** How long a run may take. */
export interface Effort {
  readonly quick: boolean;
  /** Chooses between what a quick and a full run do. */
  readonly of: (quick: number, full: number) => number;
}

/** Everyone's value over ours. */
export function overOurs(values: Readonly<Record<string, number>>, ours: string): Record<string, number> {
  const own = values[ours] ?? Number.NaN;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name !== ours)
      .map(([name, value]) => [`${name} / ${ours}`, value / own]),
  );
}
