import { endTime, pauseTime, resumeTime } from "../calls/recording-time.js";
import { recordingsOf } from "../resources/recording-store.js";
import { formatTimestamp } from "../time/format.js";
import { problems } from "../world/problem.js";
import type { CallRecording } from "../world/recording.js";
import type { World } from "../world/world.js";
import type { Conference } from "./conference.js";
import { report } from "./report.js";

interface StartBody {
  readonly format: "wav" | "mp3";
  readonly channels?: "single" | "dual";
  readonly custom_file_name?: string;
}

interface Selector {
  readonly recording_id?: string;
}

/** `record_start`: the id comes with `conference.recording.saved`. */
export function startRecording(world: World, conference: Conference, body: StartBody): void {
  const micros = world.nowMicros();
  const recording: CallRecording = {
    id: world.ids.uuid(),
    format: body.format,
    channels: body.channels ?? "single",
    startedMicros: micros,
    transcribe: false,
    fileName: body.custom_file_name,
    initiatedBy: "StartConferenceRecordingAPI",
    heardBefore: 0,
    state: "recording",
    millis: 0,
    resumedMicros: micros,
    silenceMs: 0,
    limit: undefined,
    silence: undefined,
  };
  conference.recordings.set(recording.id, recording);
}

export function stopRecording(world: World, conference: Conference, body: Selector): void {
  for (const recording of select(conference, body)) save(world, conference, recording);
}

export function pauseRecording(world: World, conference: Conference, body: Selector): void {
  for (const recording of select(conference, body)) pauseTime(world, recording);
}

export function resumeRecording(world: World, conference: Conference, body: Selector): void {
  for (const recording of select(conference, body)) resumeTime(world, recording);
}

/** Saves what still records when the conference ends. */
export function endRecordings(world: World, conference: Conference): void {
  for (const recording of [...conference.recordings.values()]) save(world, conference, recording);
}

function select(conference: Conference, { recording_id: id }: Selector): CallRecording[] {
  if (id === undefined) return [...conference.recordings.values()];
  const recording = conference.recordings.get(id);
  if (!recording) throw problems.notFound("The recording");
  return [recording];
}

function save(world: World, conference: Conference, recording: CallRecording): void {
  endTime(world, recording);
  conference.recordings.delete(recording.id);
  const endedMicros = world.nowMicros();
  world.scheduler.schedule(world.settings.timings.recordingSaved, () => {
    if (recordingsOf(world).error !== undefined) {
      // There is no event for this.
      const message = `The recording of the conference ${conference.name} was not saved: ${recordingsOf(world).error}.`;
      return world.timeline.warn(message);
    }
    const resource = { source: "conference", conference_id: conference.id };
    const stored = recordingsOf(world).add(conference.creator, recording, endedMicros, resource);
    report(world, conference, "conference.recording.saved", {
      channels: recording.channels,
      format: recording.format,
      recording_id: recording.id,
      recording_started_at: formatTimestamp(recording.startedMicros),
      recording_ended_at: formatTimestamp(endedMicros),
      recording_urls: { [recording.format]: stored.url },
      public_recording_urls: {},
    });
  });
}
