import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { type Conference, listenersOf, mayBeHeard } from "./conference.js";
import { report } from "./report.js";

/** Somebody says something in a conference: who hears it, and a new speaker is reported, also one who is alone. */
export function speakInConference(world: World, leg: Leg, conference: Conference): readonly Leg[] {
  if (mayBeHeard(conference, leg) && conference.floor !== leg) {
    conference.floor = leg;
    report(world, conference, "conference.floor.changed", {}, leg);
  }
  return listenersOf(conference, leg);
}
