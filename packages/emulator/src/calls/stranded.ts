import { atEnd } from "../world/end-leg.js";
import { isActive, isAnswered, type Leg } from "../world/leg.js";
import { perWorld } from "../world/per-world.js";
import type { World } from "../world/world.js";

/** Answered legs that nobody was warned of: a test may keep thousands of others, and `settle` looks at these each time. */
export const watchedOf = perWorld(() => new Set<Leg>());

/** Watches a leg from its answer to its end. */
export function watch(world: World, leg: Leg): void {
  watchedOf(world).add(leg);
  atEnd(leg, "others", () => void watchedOf(world).delete(leg));
}

/**
 * Answered legs with which nothing can happen any more but by a command: the party hears silence. To be asked when nothing
 * is due or in flight.
 */
export function strandedLegs(world: World, among: Iterable<Leg> = world.legs.values()): Leg[] {
  const idle = [...among].filter((leg) => leg.state === "parked" && isActive(leg) && isAnswered(leg) && isIdle(leg));
  if (idle.length === 0) return idle;
  const ringing = new Set<string>();
  for (const leg of world.legs.values()) if (leg.state === "ringing" && isActive(leg)) ringing.add(leg.sessionId);
  return idle.filter((leg) => !ringing.has(leg.sessionId));
}

function isIdle(leg: Leg): boolean {
  const plays = leg.audio.current ?? leg.overlay.current ?? leg.gather ?? leg.conversation;
  const listens = [...leg.services.keys()].some((kind) => kind !== "siprec");
  const records = [...leg.recordings.values()].some(({ limit, silence }) => limit ?? silence);
  return !plays && !listens && !records && !leg.supervises;
}
