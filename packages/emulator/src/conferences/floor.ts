import type { Leg } from "../calls/leg.js";
import type { Platform } from "../platform/platform.js";
import { listenersOf } from "./conference.js";
import { report } from "./report.js";

/** Somebody says something in a conference: who hears it, and a new speaker is reported. */
export function speakInConference(platform: Platform, leg: Leg, conferenceId: string): readonly Leg[] {
  const conference = platform.conferences.get(conferenceId);
  if (!conference) return [];
  const listeners = listenersOf(conference, leg);
  if (listeners.length > 0 && conference.floor !== leg) {
    conference.floor = leg;
    report(platform, conference, "conference.floor.changed", {}, leg);
  }
  return listeners;
}
