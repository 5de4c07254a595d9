import { isActive, isAnswered, type Leg } from "../world/leg.js";
import type { World } from "../world/world.js";

/**
 * Answered legs with which nothing can happen any more but by a command: the party hears silence. To be asked when nothing
 * is due or in flight.
 */
export function strandedLegs(world: World): Leg[] {
  const legs = [...world.legs.values()].filter(isActive);
  const ringing = new Set(legs.filter((leg) => !isAnswered(leg)).map((leg) => leg.sessionId));
  return legs.filter((leg) => leg.state === "parked" && isAnswered(leg) && !ringing.has(leg.sessionId) && isIdle(leg));
}

function isIdle(leg: Leg): boolean {
  const plays = leg.audio.current ?? leg.overlay.current ?? leg.gather ?? leg.conversation;
  const listens = [...leg.services.keys()].some((kind) => kind !== "siprec");
  const records = [...leg.recordings.values()].some(({ limit, silence }) => limit ?? silence);
  return !plays && !listens && !records && !leg.supervises;
}
