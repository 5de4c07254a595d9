import { gatherUsingAudio } from "../calls/gather.js";
import type { GatherFields } from "../calls/gather-options.js";
import { requireUrl } from "../calls/playback.js";
import type { VoiceFields } from "../calls/require-voice.js";
import { sendDtmf } from "../calls/simple-commands.js";
import type { PlaybackSource } from "../resources/media-store.js";
import { isActive, isAnswered, type Leg, type SupervisorRole } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { play, speak, stop } from "./audio.js";
import { type Conference, type Participant, present } from "./conference.js";
import { endConference, type JoinFields, join, leave } from "./lifecycle.js";
import { pauseRecording, resumeRecording, startRecording, stopRecording } from "./recording.js";

type Body = Readonly<Record<string, unknown>>;
/** Applies a command to its conference. The body has its type because it passed the schema. */
export type ConferenceCommand = (world: World, conference: Conference, body: Body) => void;

const command =
  <T>(run: (world: World, conference: Conference, body: T) => void): ConferenceCommand =>
  (world, conference, body) =>
    run(world, conference, body as T);

interface OneLeg {
  readonly call_control_id: string;
}
interface SomeLegs {
  readonly call_control_ids?: readonly string[];
}
interface SupervisorFields {
  readonly supervisor_role: SupervisorRole;
  readonly whisper_call_control_ids?: readonly string[];
}

/** The commands of a conference, by domain and method. */
export const conferenceCommands: Readonly<Record<string, ConferenceCommand>> = {
  "conferences.join": command<OneLeg & JoinFields>((world, conference, body) =>
    join(world, conference, readyLeg(world, body.call_control_id), body),
  ),
  "conferences.leave": command<OneLeg>((world, conference, body) => {
    const { leg } = participantNamed(conference, body.call_control_id, "/call_control_id");
    leave(world, conference, leg);
  }),
  "conferences.hold": command<SomeLegs & PlaybackSource>((world, conference, body) => {
    requireUrl(body.audio_url, "/audio_url");
    change(world, conference, body, (participant) => setHold(world, participant, true));
  }),
  "conferences.unhold": command<SomeLegs>((world, conference, body) =>
    change(world, conference, body, (participant) => setHold(world, participant, false)),
  ),
  "conferences.mute": command<SomeLegs>((world, conference, body) =>
    change(world, conference, body, (participant) => {
      participant.muted = true;
    }),
  ),
  "conferences.unmute": command<SomeLegs>((world, conference, body) =>
    change(world, conference, body, (participant) => {
      participant.muted = participant.role === "monitor";
    }),
  ),
  "conferences.update": command<OneLeg & SupervisorFields>((world, conference, body) => {
    const participant = participantNamed(conference, body.call_control_id, "/call_control_id");
    participant.muted = body.supervisor_role === "monitor";
    participant.role = body.supervisor_role;
    participant.whispersTo = body.whisper_call_control_ids ?? [];
    participant.updatedMicros = world.nowMicros();
  }),
  "conferences.speak": command<SomeLegs & VoiceFields & { payload: string }>((world, conference, body) =>
    speak(world, conference, body, chosenLegs(conference, body)),
  ),
  "conferences.play": command<SomeLegs & PlaybackSource>((world, conference, body) =>
    play(world, conference, body, chosenLegs(conference, body)),
  ),
  "conferences.stop": command<SomeLegs>((world, conference, body) =>
    stop(world, conference, chosenLegs(conference, body)),
  ),
  "conferences.sendDtmf": command<SomeLegs & { digits: string; duration_millis?: number }>(
    (world, conference, body) => {
      for (const { leg } of chosen(conference, body)) sendDtmf(world, leg, body);
    },
  ),
  "conferences.gatherUsingAudio": command<OneLeg & GatherFields & PlaybackSource>((world, conference, body) => {
    const { leg } = participantNamed(conference, body.call_control_id, "/call_control_id");
    gatherUsingAudio(world, leg, body);
  }),
  "conferences.startRecording": command(startRecording),
  "conferences.stopRecording": command(stopRecording),
  "conferences.pauseRecording": command(pauseRecording),
  "conferences.resumeRecording": command(resumeRecording),
  "conferences.end": (world, conference) => endConference(world, conference, "ended_via_api"),
};

/** An answered leg that can be moved into a conference. */
export function readyLeg(world: World, id: string): Leg {
  const leg = world.legs.get(id);
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
  const named = present(conference).find(({ leg }) => leg.id === id);
  if (named) return named;
  const detail = "The call_control_id is malformed or names no call in this conference.";
  throw problems.invalid("90015", "Invalid Call Control ID", detail, pointer);
}

function change(world: World, conference: Conference, body: SomeLegs, set: (participant: Participant) => void): void {
  for (const participant of chosen(conference, body)) {
    set(participant);
    participant.updatedMicros = world.nowMicros();
  }
}

function setHold(world: World, participant: Participant, onHold: boolean): void {
  if (participant.onHold === onHold) return;
  participant.onHold = onHold;
  world.emit(participant.leg, onHold ? "call.hold" : "call.unhold");
}
