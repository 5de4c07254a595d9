import { problems } from "../api/problem.js";
import { gatherUsingAudio } from "../calls/gather.js";
import type { GatherFields } from "../calls/gather-options.js";
import { isActive, isAnswered, type Leg } from "../calls/leg.js";
import { type PlaybackSource, requireUrl } from "../calls/playback.js";
import { sendDtmf } from "../calls/simple-commands.js";
import type { Platform } from "../platform/platform.js";
import { play, speak, stop } from "./audio.js";
import { type Conference, type Participant, participantOf, present, type Role } from "./conference.js";
import { endConference, type JoinFields, join, leave } from "./lifecycle.js";
import { pauseRecording, resumeRecording, startRecording, stopRecording } from "./recording.js";

type Body = Readonly<Record<string, unknown>>;
/** What a command does to its conference. The body has its type because it passed the schema. */
export type ConferenceCommand = (platform: Platform, conference: Conference, body: Body) => void;

const command =
  <T>(run: (platform: Platform, conference: Conference, body: T) => void): ConferenceCommand =>
  (platform, conference, body) =>
    run(platform, conference, body as T);

interface OneLeg {
  readonly call_control_id: string;
}
interface SomeLegs {
  readonly call_control_ids?: readonly string[];
}
interface SupervisorFields {
  readonly supervisor_role: Role;
  readonly whisper_call_control_ids?: readonly string[];
}

/** The commands of a conference, by domain and method. */
export const conferenceCommands: Readonly<Record<string, ConferenceCommand>> = {
  "conferences.join": command<OneLeg & JoinFields>((platform, conference, body) =>
    join(platform, conference, readyLeg(platform, body.call_control_id), body),
  ),
  "conferences.leave": command<OneLeg>((platform, conference, body) => {
    const { leg } = participantNamed(conference, body.call_control_id, "/call_control_id");
    leave(platform, conference, leg);
  }),
  "conferences.hold": command<SomeLegs & PlaybackSource>((platform, conference, body) => {
    requireUrl(body.audio_url, "/audio_url");
    change(platform, conference, body, (participant) => setHold(platform, participant, true));
  }),
  "conferences.unhold": command<SomeLegs>((platform, conference, body) =>
    change(platform, conference, body, (participant) => setHold(platform, participant, false)),
  ),
  "conferences.mute": command<SomeLegs>((platform, conference, body) =>
    change(platform, conference, body, (participant) => {
      participant.muted = true;
    }),
  ),
  "conferences.unmute": command<SomeLegs>((platform, conference, body) =>
    change(platform, conference, body, (participant) => {
      participant.muted = participant.role === "monitor";
    }),
  ),
  "conferences.update": command<OneLeg & SupervisorFields>((platform, conference, body) => {
    const participant = participantNamed(conference, body.call_control_id, "/call_control_id");
    participant.muted = body.supervisor_role === "monitor";
    participant.role = body.supervisor_role;
    participant.whispersTo = body.whisper_call_control_ids ?? [];
    participant.updatedMicros = platform.nowMicros();
  }),
  "conferences.speak": command<SomeLegs & { payload: string }>((platform, conference, body) =>
    speak(platform, conference, body, chosenLegs(conference, body)),
  ),
  "conferences.play": command<SomeLegs & PlaybackSource>((platform, conference, body) =>
    play(platform, conference, body, chosenLegs(conference, body)),
  ),
  "conferences.stop": command<SomeLegs>((platform, conference, body) =>
    stop(platform, conference, chosenLegs(conference, body)),
  ),
  "conferences.sendDtmf": command<SomeLegs & { digits: string; duration_millis?: number }>(
    (platform, conference, body) => {
      for (const { leg } of chosen(conference, body)) sendDtmf(platform, leg, body);
    },
  ),
  "conferences.gatherUsingAudio": command<OneLeg & GatherFields & PlaybackSource>((platform, conference, body) => {
    const { leg } = participantNamed(conference, body.call_control_id, "/call_control_id");
    gatherUsingAudio(platform, leg, body);
  }),
  "conferences.startRecording": command(startRecording),
  "conferences.stopRecording": command(stopRecording),
  "conferences.pauseRecording": command(pauseRecording),
  "conferences.resumeRecording": command(resumeRecording),
  "conferences.end": (platform, conference) => endConference(platform, conference, "ended_via_api"),
};

/** An answered leg that can be moved into a conference. */
export function readyLeg(platform: Platform, id: string): Leg {
  const leg = platform.legs.get(id);
  if (!leg) throw problems.unknownCall(422);
  if (!isActive(leg)) throw problems.callEnded();
  if (!isAnswered(leg)) throw problems.notAnswered("conference");
  return leg;
}

/** Everybody, where nobody is named. */
function chosen(conference: Conference, { call_control_ids: ids = [] }: SomeLegs): Participant[] {
  if (ids.length === 0) return present(conference);
  return ids.map((id) => participantNamed(conference, id, "/call_control_ids"));
}

/** The legs that are named; undefined for everybody. */
function chosenLegs(conference: Conference, body: SomeLegs): Leg[] | undefined {
  return body.call_control_ids?.length ? chosen(conference, body).map(({ leg }) => leg) : undefined;
}

function participantNamed(conference: Conference, id: string, pointer: string): Participant {
  const leg = present(conference).find((participant) => participant.leg.id === id)?.leg;
  const participant = leg && participantOf(conference, leg);
  if (participant) return participant;
  const detail = "The call_control_id is malformed or names no call in this conference.";
  throw problems.invalid("90015", "Invalid Call Control ID", detail, pointer);
}

function change(
  platform: Platform,
  conference: Conference,
  body: SomeLegs,
  set: (participant: Participant) => void,
): void {
  for (const participant of chosen(conference, body)) {
    set(participant);
    participant.updatedMicros = platform.nowMicros();
  }
}

function setHold(platform: Platform, participant: Participant, onHold: boolean): void {
  if (participant.onHold === onHold) return;
  participant.onHold = onHold;
  platform.emit(participant.leg, onHold ? "call.hold" : "call.unhold");
}
