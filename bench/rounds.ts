/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Measurements of one contender, one value per round; values of the same index were measured side by side. */
export type Rounds<Value> = ReadonlyMap<string, readonly Value[]>;

/**
 * Measures everyone once a round, each round beginning with another, so that a machine that grows slower, or works for
 * somebody else for a second, does it to all.
 */
export async function interleave<Value>(
  rounds: number,
  measures: ReadonlyMap<string, () => Value | Promise<Value>>,
): Promise<Rounds<Value>> {
  const results = new Map<string, Value[]>([...measures.keys()].map((name) => [name, []]));
  const all = [...measures];
  for (let round = 0; round < rounds; round++) {
    for (let offset = 0; offset < all.length; offset++) {
      const [name, measure] = all[(round + offset) % all.length] as (typeof all)[number];
      results.get(name)?.push(await measure());
    }
  }
  return results;
}

/** The median of one contender's values. */
export const medianOf = (rounds: Rounds<number>, name: string): number => median(rounds.get(name) ?? []);

/** The median over the rounds of what `combine` makes of two values that were measured side by side. */
export function paired(
  rounds: Rounds<number>,
  one: string,
  other: string,
  combine: (one: number, other: number) => number,
): number[] {
  const others = rounds.get(other) ?? [];
  return (rounds.get(one) ?? []).map((value, index) => combine(value, others[index] ?? Number.NaN));
}
