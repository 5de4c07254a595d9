import { type Beep, type Conference, conferencesOf, type Participant } from "../../conferences/conference.js";
import { findConference } from "../../conferences/find-conference.js";
import { formatTimestamp } from "../../time/format.js";
import { Problem } from "../../world/problem.js";
import type { World } from "../../world/world.js";
import { type Handler, ok } from "./handler.js";
import { filterRecords, numberedPage } from "./paging.js";

/** A conference as the API shows it. */
export function show(conference: Conference): Record<string, unknown> {
  const { end } = conference;
  return {
    record_type: "conference",
    id: conference.id,
    name: conference.name,
    connection_id: conference.creator.connectionId,
    region: conference.region,
    status: conference.status,
    created_at: formatTimestamp(conference.createdMicros),
    updated_at: formatTimestamp(conference.updatedMicros),
    expires_at: formatTimestamp(conference.expiresMicros),
    ...(end && conference.status === "completed" ? { end_reason: end.reason } : {}),
    ...(end?.by && conference.status === "completed"
      ? { ended_by: { call_control_id: end.by.id, call_session_id: end.by.sessionId } }
      : {}),
  };
}

function showParticipant(conference: Conference, participant: Participant) {
  return {
    id: participant.id,
    call_control_id: participant.leg.id,
    call_leg_id: participant.leg.legId,
    status: participant.status,
    muted: participant.muted,
    // Until the conference starts, everybody waits.
    on_hold: participant.onHold || conference.status === "init",
    end_conference_on_exit: participant.endsConference,
    soft_end_conference_on_exit: participant.endsSoftly,
    whisper_call_control_ids: participant.role === "whisper" ? participant.whispersTo : [],
    created_at: formatTimestamp(participant.joinedMicros),
    updated_at: formatTimestamp(participant.updatedMicros),
  };
}

const list: Handler = (world, { query }) => {
  const { name, status } = (query.filter ?? {}) as Record<string, unknown>;
  const wanted = Object.entries({ name, status }).filter(([, value]) => value !== undefined);
  const all = [...conferencesOf(world).values()].sort((a, b) => b.expiresMicros - a.expiresMicros);
  return numberedPage(filterRecords(all.map(show), Object.fromEntries(wanted)), query);
};

const retrieve: Handler = (world, { params }) => ok(show(findConference(world, params.id, false)));

const listParticipants: Handler = (world, { params, query }) => {
  const conference = findConference(world, params.conference_id, false);
  const records = conference.participants.map((participant) => ({
    record_type: "participant",
    conference: { id: conference.id, name: conference.name },
    ...showParticipant(conference, participant),
  }));
  const { whispering, ...filter } = (query.filter ?? {}) as Record<string, unknown>;
  const kept = filterRecords(records, filter).filter(
    (record) => whispering === undefined || record.whisper_call_control_ids.length > 0 === whispering,
  );
  return numberedPage(kept, query);
};

function findParticipant(world: World, params: Readonly<Record<string, string>>) {
  const conference = findConference(world, params.id, false);
  const participant = conference.participants.find(({ id }) => id === params.participant_id);
  if (!participant) throw new Problem(404, "10007", "Resource not found", "No participant has this id.");
  return { conference, participant };
}

const one = (conference: Conference, participant: Participant) =>
  ok({ conference_id: conference.id, ...showParticipant(conference, participant) });

const retrieveParticipant: Handler = (world, { params }) => {
  const { conference, participant } = findParticipant(world, params);
  return one(conference, participant);
};

const updateParticipant: Handler = (world, { params, body }) => {
  const { conference, participant } = findParticipant(world, params);
  if (body.beep_enabled !== undefined) participant.beep = body.beep_enabled as Beep;
  if (body.end_conference_on_exit !== undefined) participant.endsConference = body.end_conference_on_exit === true;
  if (body.soft_end_conference_on_exit !== undefined)
    participant.endsSoftly = body.soft_end_conference_on_exit === true;
  participant.updatedMicros = world.nowMicros();
  return one(conference, participant);
};

/** Operations that read, and changes that need no command. */
export const conferenceHandlers: Readonly<Record<string, Handler>> = {
  "conferences.list": list,
  "conferences.retrieve": retrieve,
  "conferences.participants.list": listParticipants,
  "conferences.participants.retrieve": retrieveParticipant,
  "conferences.participants.update": updateParticipant,
};
