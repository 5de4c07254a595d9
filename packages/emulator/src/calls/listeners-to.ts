import { isAnswered, type Leg } from "../world/leg.js";

/**
 * The legs that hear what is said on a leg: the conference that it is in, or the other side of its bridge and those who
 * supervise one of both. A supervisor is heard by whom the role says, and hears both.
 */
export function listenersTo(leg: Leg): readonly Leg[] {
  if (leg.conference) return leg.conference.speak();
  const peer = leg.peer ? [leg.peer] : [];
  const around = [leg, ...peer].flatMap((side) => [...(side.supervisors ?? [])]);
  return [...peer, ...supervised(leg), ...around].filter((other) => other !== leg && isAnswered(other));
}

function supervised({ supervises }: Leg): readonly Leg[] {
  if (!supervises || supervises.role === "monitor") return [];
  const { leg, role } = supervises;
  return role === "whisper" || !leg.peer ? [leg] : [leg, leg.peer];
}
