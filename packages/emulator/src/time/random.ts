/** Seeded random numbers; the same seed and label give the same sequence on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, bound). */
  below(bound: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** That many characters of an alphabet. */
  text(length: number, alphabet: string): string;
}

/**
 * Derives a generator from a seed and a label. One label a purpose keeps the purposes apart: switching a fault on
 * does not change the ids of the calls.
 */
export function createRandom(seed: number, label: string): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  for (let index = 0; index < label.length; index += 1) {
    state = Math.imul(state ^ label.charCodeAt(index), 0x01000193) >>> 0;
  }
  // Mulberry32: 32 bits of state are plenty for ids that only have to differ within one run.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    below,
    chance: (probability) => probability > 0 && next() < probability,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    text(length, alphabet) {
      let text = "";
      for (let index = 0; index < length; index += 1) text += alphabet[below(alphabet.length)];
      return text;
    },
  };
}
