import { problems } from "../api/problem.js";
import type { Leg } from "../calls/leg.js";
import type { Platform } from "../platform/platform.js";
import { findConference } from "./find-conference.js";
import { createConference, type JoinFields, join } from "./lifecycle.js";

/** `conference_config` of a dial. */
export interface ConferenceConfig extends JoinFields {
  readonly id?: string;
  readonly conference_name?: string;
  readonly start_conference_on_create?: boolean;
}

/** Refuses a conference that does not exist; before a leg is made for it. */
export function checkConference(platform: Platform, { id, conference_name: name }: ConferenceConfig): void {
  if (id !== undefined) findConference(platform, id, false);
  else if (name === undefined)
    throw problems.missing("conference_config needs id or conference_name.", "/conference_config");
}

/** Puts the leg into the conference when it is answered; one that is only named is made then. */
export function joinOnAnswer(platform: Platform, leg: Leg, config: ConferenceConfig): void {
  leg.onAnswer.push(() => {
    const { id, conference_name: name = "", start_conference_on_create: startsAtOnce = true } = config;
    const active = [...platform.conferences.values()].find(
      (conference) => conference.status !== "completed" && (id ? conference.id === id : conference.name === name),
    );
    if (active) join(platform, active, leg, config);
    else if (!id) createConference(platform, leg, { name, start_conference_on_create: startsAtOnce }, config);
  });
}
