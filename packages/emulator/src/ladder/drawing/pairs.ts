import type { Traced } from "./trace.js";

/** Knows which legs are connected, and which one takes another along when it ends. */
export interface Pairs {
  /** The leg that has just ended and takes the leg of this event along, if one does. Wants to see every event. */
  follow(record: Traced): string | undefined;
}

/** Within so many milliseconds a leg ends after the one that it goes with. */
const togetherMs = 1_000;

export function createPairs(): Pairs {
  const peers = new Map<string, string>();
  /** The last `call.bridged`: those of the two legs come one after the other. */
  let bridged: { readonly leg: string; readonly at: number } | undefined;
  const ended = new Map<string, number>();
  const lastOf = new Map<string, string>();

  return {
    follow({ entry, leg, session = "" }) {
      if (entry.kind !== "event" || !leg) return undefined;
      if (entry.event_type === "call.bridged") {
        if (bridged?.at === entry.at && bridged.leg !== leg) {
          peers.set(leg, bridged.leg).set(bridged.leg, leg);
          bridged = undefined;
        } else bridged = { leg, at: entry.at };
      }
      if (entry.event_type !== "call.hangup") return undefined;
      // Legs that were never connected belong together where they are one call: an agent who still rings.
      const other = peers.get(leg) ?? lastOf.get(session) ?? "";
      ended.set(leg, entry.at);
      lastOf.set(session, leg);
      return entry.at - (ended.get(other) ?? Number.NEGATIVE_INFINITY) <= togetherMs ? other : undefined;
    },
  };
}
