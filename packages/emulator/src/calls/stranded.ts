import { isActive, isAnswered, type Leg } from "../world/leg.js";
import type { World } from "../world/world.js";

/**
 * Answered legs with which nothing can happen any more but by a command: the party hears silence. To be asked when nothing
 * is due or in flight. Legs in `known` are left out.
 */
export function strandedLegs(world: World, known: ReadonlySet<string> = new Set()): Leg[] {
  const idle: Leg[] = [];
  // A test may keep thousands of legs, and this is asked after every step.
  for (const leg of world.legs.values())
    if (isActive(leg) && leg.state === "parked" && !known.has(leg.id) && isAnswered(leg) && isIdle(leg)) idle.push(leg);
  if (idle.length === 0) return idle;
  const ringing = new Set(
    [...world.legs.values()].flatMap((leg) => (isActive(leg) && !isAnswered(leg) ? [leg.sessionId] : [])),
  );
  return idle.filter((leg) => !ringing.has(leg.sessionId));
}

function isIdle(leg: Leg): boolean {
  const plays = leg.audio.current ?? leg.overlay.current ?? leg.gather ?? leg.conversation;
  const listens = [...leg.services.keys()].some((kind) => kind !== "siprec");
  const records = [...leg.recordings.values()].some(({ limit, silence }) => limit ?? silence);
  return !plays && !listens && !records && !leg.supervises;
}
