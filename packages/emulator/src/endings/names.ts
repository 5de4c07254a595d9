import type { Leg } from "../world/leg.js";

/** Names the legs of a run as people would: `the caller +12025550101`, and a number where one is dialled again. */
export function createNames(legs: () => ReadonlyMap<string, Leg>): (id: string) => string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return (id) => {
    const known = names.get(id);
    if (known) return known;
    const leg = legs().get(id);
    if (!leg) return "an unknown call";
    const name = leg.direction === "incoming" ? `caller ${leg.from}` : `callee ${leg.to}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    names.set(id, count === 1 ? name : `${name} #${count}`);
    return names.get(id) as string;
  };
}
