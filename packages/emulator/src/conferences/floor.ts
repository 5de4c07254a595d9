import { isHeard } from "../calls/listeners-to.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { type Conference, participantOf } from "./conference.js";
import { report } from "./report.js";

/** Somebody speaks in a conference: a new speaker is reported, also one who is alone. */
export function takeFloor(world: World, conference: Conference, leg: Leg): void {
  const speaker = conference.status === "in_progress" && participantOf(conference, leg);
  if (!speaker || !isHeard(speaker) || conference.floor === leg) return;
  conference.floor = leg;
  report(world, conference, "conference.floor.changed", {}, leg);
}
