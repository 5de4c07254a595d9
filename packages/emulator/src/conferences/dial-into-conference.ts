import type { DialOption } from "../calls/dial.js";
import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { conferencesOf } from "./conference.js";
import { findConference } from "./find-conference.js";
import { createConference, type JoinFields, join } from "./lifecycle.js";

/** `conference_config` of a dial. */
export interface ConferenceConfig extends JoinFields {
  readonly id?: string;
  readonly conference_name?: string;
  readonly start_conference_on_create?: boolean;
}

/** Makes a dial end in a conference. */
export function intoConference(world: World, config: ConferenceConfig): DialOption {
  return {
    check: () => checkConference(world, config),
    prepare: (leg) => joinOnAnswer(world, leg, config),
  };
}

/** Refuses a conference that does not exist; before a leg is made for it. */
function checkConference(world: World, { id, conference_name: name }: ConferenceConfig): void {
  if (id !== undefined) findConference(world, id, false);
  else if (name === undefined)
    throw problems.missing("conference_config needs id or conference_name.", "/conference_config");
}

/** Puts the leg into the conference when it is answered; one that is only named is made then. */
function joinOnAnswer(world: World, leg: Leg, config: ConferenceConfig): void {
  leg.onAnswer.push(() => {
    const { id, conference_name: name = "", start_conference_on_create: startsAtOnce = true } = config;
    const active = [...conferencesOf(world).values()].find(
      (conference) => conference.status !== "completed" && (id ? conference.id === id : conference.name === name),
    );
    if (active) join(world, active, leg, config);
    else if (!id) createConference(world, leg, { name, start_conference_on_create: startsAtOnce }, config);
  });
}
