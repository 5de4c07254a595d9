import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { type Conference, listenersOf } from "./conference.js";
import { report } from "./report.js";

/** Somebody says something in a conference: who hears it, and a new speaker is reported. */
export function speakInConference(world: World, leg: Leg, conference: Conference): readonly Leg[] {
  const listeners = listenersOf(conference, leg);
  if (listeners.length > 0 && conference.floor !== leg) {
    conference.floor = leg;
    report(world, conference, "conference.floor.changed", {}, leg);
  }
  return listeners;
}
