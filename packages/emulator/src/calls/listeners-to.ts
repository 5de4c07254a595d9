import { isAnswered, type Leg, type Voice } from "../world/leg.js";

/**
 * The legs that hear a leg; the one rule for bridges, conferences and supervisors. Everybody in a room hears everybody else.
 * Nobody hears a leg that is muted, on hold or there to monitor. A leg on hold hears nothing. A whisper reaches the legs that it is for.
 */
export function listenersTo(leg: Leg): readonly Leg[] {
  const voices = voicesAround(leg);
  const said = voices.find((voice) => voice.leg === leg);
  if (!said || !isHeard(said)) return [];
  const reaches = (other: Leg) => said.role !== "whisper" || said.whispersTo.includes(other.id);
  return voices.flatMap(({ leg: other, onHold }) =>
    other !== leg && !onHold && isAnswered(other) && reaches(other) ? [other] : [],
  );
}

export const isHeard = ({ muted, onHold, role }: Voice) => !muted && !onHold && role !== "monitor";

/** The conference of a leg or both sides of its bridge, and those who supervise one of them. */
function voicesAround(leg: Leg): readonly Voice[] {
  const centre = leg.conference || leg.peer ? leg : (leg.supervises?.leg ?? leg);
  const sides = [centre, ...(centre.peer ? [centre.peer] : [])];
  const plain = { role: "none", muted: false, onHold: false, whispersTo: [] } as const;
  const room = centre.conference?.voices() ?? sides.map((side) => ({ ...plain, leg: side }));
  const supervisors = room.flatMap(({ leg: supervised }) =>
    [...(supervised.supervisors ?? [])].map((supervisor) => ({
      ...plain,
      leg: supervisor,
      role: supervisor.supervises?.role ?? "none",
      whispersTo: [supervised.id],
    })),
  );
  return [...room, ...supervisors];
}
