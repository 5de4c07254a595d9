import type { TracedLeg } from "./trace.js";

export type Role = "application" | "telnyx" | "caller" | "callee";

/** A vertical line of the ladder. */
export interface Lane {
  readonly role: Role;
  readonly title: string;
  /** The party, if the lane is one party's. */
  readonly subtitle: string;
}

export interface Lanes {
  readonly list: readonly Lane[];
  /** The lane of the party at the other end of a leg. */
  of(leg: string | undefined): number;
}

export const applicationLane = 0;
export const telnyxLane = 1;
const mostParties = 3;

/** One lane a party where there are few, else one for all callers and one for all callees; with `empty` also those of nobody. */
export function createLanes(legs: readonly TracedLeg[], { empty }: { readonly empty: boolean }): Lanes {
  const list: Lane[] = [
    { role: "application", title: "Application", subtitle: "your code" },
    { role: "telnyx", title: "Telnyx", subtitle: "the emulator" },
  ];
  const index = new Map<string, number>();
  const callers = legs.filter(({ direction }) => direction === "incoming");
  const callees = legs.filter(({ direction }) => direction === "outgoing");
  addParties(callers, "caller", "Caller", ({ from }) => from);
  addParties(callees, "callee", "Callee", ({ to }) => to);
  // A call has both ends even while only one is known.
  if (callers.length + callees.length === 0) list.push({ role: "caller", title: "Caller", subtitle: "" });
  if (callees.length === 0 && empty) list.push({ role: "callee", title: "Callee", subtitle: "nobody yet" });
  return { list, of: (leg) => index.get(leg ?? "") ?? telnyxLane };

  function addParties(group: readonly TracedLeg[], role: Role, title: string, number: (leg: TracedLeg) => string) {
    const own = group.length <= mostParties;
    if (!own) list.push({ role, title: `${title}s`, subtitle: `${group.length} numbers` });
    for (const leg of group) {
      if (own) list.push({ role, title, subtitle: number(leg) });
      index.set(leg.id, list.length - 1);
    }
  }
}
