import { unbridge } from "../calls/bridge.js";
import { hangup } from "../calls/hangup.js";
import { leaveQueue } from "../calls/queue.js";
import { atEnd } from "../world/end-leg.js";
import { isActive, type Leg, type SupervisorRole } from "../world/leg.js";
import { problems } from "../world/problem.js";
import { requireBetween } from "../world/require-between.js";
import type { World } from "../world/world.js";
import { stopFor, stopPlaying } from "./audio.js";
import {
  type Beep,
  type Conference,
  conferencesOf,
  type EndReason,
  type Participant,
  participantOf,
  present,
} from "./conference.js";
import { takeFloor } from "./floor.js";
import { endRecordings } from "./recording.js";
import { report } from "./report.js";

export interface JoinFields {
  readonly beep_enabled?: Beep;
  readonly mute?: boolean;
  readonly hold?: boolean;
  readonly start_conference_on_enter?: boolean;
  readonly end_conference_on_exit?: boolean;
  readonly soft_end_conference_on_exit?: boolean;
  readonly supervisor_role?: SupervisorRole;
  readonly whisper_call_control_ids?: readonly string[];
}

export interface CreateFields {
  readonly name: string;
  readonly beep_enabled?: Beep;
  readonly duration_minutes?: number;
  readonly max_participants?: number;
  readonly region?: string;
  readonly start_conference_on_create?: boolean;
}

const longestMinutes = 240;
/** Ended conferences can be looked at for a day. */
const retentionMs = 86_400_000;

/** Makes a conference from a leg, which is its first participant. */
export function createConference(world: World, leg: Leg, body: CreateFields, join: JoinFields = {}): Conference {
  const active = [...conferencesOf(world).values()].find(
    ({ name, status }) => name === body.name && status !== "completed",
  );
  if (active)
    throw problems.state(
      "90033",
      "Unable to execute command",
      `A conference with the name ${body.name} is active already.`,
    );
  const { duration_minutes: minutes = longestMinutes, max_participants: most = 250 } = body;
  requireBetween(most, 2, 800, "max_participants");
  requireBetween(minutes, 1, Number.MAX_SAFE_INTEGER, "duration_minutes");
  const micros = world.nowMicros();
  const limitMs = Math.min(minutes, longestMinutes) * 60_000;
  const conference: Conference = {
    id: world.ids.uuid(),
    name: body.name,
    creator: leg,
    region: body.region ?? "US",
    createdMicros: micros,
    expiresMicros: micros + limitMs * 1000,
    maxParticipants: most,
    updatedMicros: micros,
    status: "init",
    participants: [],
    closed: false,
    end: undefined,
    floor: undefined,
    playing: new Set(),
    recordings: new Map(),
    limit: undefined,
  };
  conferencesOf(world).set(conference.id, conference);
  conference.limit = world.scheduler.schedule(limitMs, () => endConference(world, conference, "time_exceeded"), {
    background: true,
  });
  if (body.start_conference_on_create !== false) start(world, conference);
  enter(world, conference, leg, { ...(body.beep_enabled ? { beep_enabled: body.beep_enabled } : {}), ...join }, () =>
    report(world, conference, "conference.created"),
  );
  return conference;
}

/** Lets a leg join. */
export function join(world: World, conference: Conference, leg: Leg, body: JoinFields): void {
  if (conference.closed)
    throw problems.state("90019", "Conference has already ended", "The conference takes nobody in any more.");
  if (leg.conference)
    throw problems.state("90044", "Conference join not allowed", "The call is in a conference already.");
  if (present(conference).length >= conference.maxParticipants)
    throw problems.state(
      "90032",
      "Too many participants",
      `The conference has ${conference.maxParticipants} participants already.`,
    );
  enter(world, conference, leg, body);
}

function enter(world: World, conference: Conference, leg: Leg, body: JoinFields, before = () => {}): void {
  if (leg.queue) leaveQueue(world, leg, "leave");
  unbridge(world, leg);
  leg.state = world.move("leg", leg.state, "conference");
  const micros = world.nowMicros();
  const role = body.supervisor_role ?? "none";
  const participant: Participant = {
    id: world.ids.uuid(),
    leg,
    joinedMicros: micros,
    updatedMicros: micros,
    status: "joined",
    muted: body.mute === true || role === "monitor",
    onHold: body.hold === true,
    role,
    whispersTo: body.whisper_call_control_ids ?? [],
    endsConference: body.end_conference_on_exit === true,
    endsSoftly: body.soft_end_conference_on_exit === true,
    beep: body.beep_enabled,
  };
  conference.participants.push(participant);
  conference.updatedMicros = micros;
  leg.conference = {
    id: conference.id,
    voices: () => (conference.status === "in_progress" ? present(conference) : []),
    playsTo: (listener) =>
      [...conference.playing].some(({ started, listeners }) => started && (listeners?.includes(listener) ?? true)),
    leave: () => leave(world, conference, leg),
    speak: () => takeFloor(world, conference, leg),
  };
  atEnd(leg, "room", () => stopFor(world, conference, leg), conference);
  atEnd(leg, "others", () => depart(world, conference, participant), participant);
  if (body.start_conference_on_enter && conference.status === "init") start(world, conference);
  world.after(leg, world.settings.timings.conference, () => {
    before();
    report(world, conference, "conference.participant.joined", {}, leg);
  });
}

/** `init`: everybody waits on hold until this. */
function start(world: World, conference: Conference): void {
  conference.status = world.move("conference", conference.status, "in_progress");
}

/** Takes a leg out; it is parked again. */
export function leave(world: World, conference: Conference, leg: Leg): void {
  const participant = participantOf(conference, leg);
  if (!participant) return;
  stopFor(world, conference, leg);
  leg.state = world.move("leg", leg.state, "parked");
  depart(world, conference, participant);
}

/** The consequences when somebody is out, by command or by hangup. */
function depart(world: World, conference: Conference, participant: Participant): void {
  if (participant.status === "left") return;
  participant.status = "left";
  participant.updatedMicros = world.nowMicros();
  participant.leg.conference = undefined;
  participant.leg.endings.delete(participant);
  participant.leg.endings.delete(conference);
  if (conference.floor === participant.leg) conference.floor = undefined;
  report(world, conference, "conference.participant.left", {}, participant.leg);
  if (participant.endsConference) endConference(world, conference, "host_left", participant.leg);
  else if (participant.endsSoftly) conference.closed = true;
  if (present(conference).length === 0) complete(world, conference, "all_left", participant.leg);
}

/** Hangs everybody up; the conference is over when the last one is gone. */
export function endConference(world: World, conference: Conference, reason: EndReason, by?: Leg): void {
  if (conference.end || conference.status === "completed") return;
  conference.end = { reason, by };
  conference.closed = true;
  const legs = present(conference).map(({ leg }) => leg);
  for (const leg of legs) if (isActive(leg)) hangup(world, leg);
  if (legs.length === 0) complete(world, conference, reason, by);
}

function complete(world: World, conference: Conference, reason: EndReason, by: Leg | undefined): void {
  if (conference.status === "completed") return;
  conference.end ??= { reason, by };
  conference.closed = true;
  conference.updatedMicros = world.nowMicros();
  conference.status = world.move("conference", conference.status, "completed");
  world.scheduler.cancel(conference.limit);
  for (const playing of [...conference.playing]) stopPlaying(world, conference, playing);
  endRecordings(world, conference);
  // The event has no word for an end by command.
  const said = conference.end.reason === "ended_via_api" ? "all_left" : conference.end.reason;
  report(world, conference, "conference.ended", { reason: said });
  world.scheduler.schedule(retentionMs, () => void conferencesOf(world).delete(conference.id), { background: true });
}
