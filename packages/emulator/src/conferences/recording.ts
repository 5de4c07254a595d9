import {
  createRecording,
  endTime,
  pauseTime,
  type RecordingFields,
  type RecordingSelector,
  resumeTime,
  savedFields,
  selectRecordings,
} from "../calls/recorder.js";
import { recordingsOf } from "../resources/recording-store.js";
import { problems } from "../world/problem.js";
import type { CallRecording } from "../world/recording.js";
import type { World } from "../world/world.js";
import type { Conference } from "./conference.js";
import { report } from "./report.js";

/** `record_start`: the id comes with `conference.recording.saved`. */
export function startRecording(world: World, conference: Conference, body: RecordingFields): void {
  const rest = { initiatedBy: "StartConferenceRecordingAPI", transcribe: false, heardBefore: 0, silenceMs: 0 };
  const recording = createRecording(world, { channels: "single", ...body }, { id: world.ids.uuid(), ...rest });
  conference.recordings.set(recording.id, recording);
}

export function stopRecording(world: World, conference: Conference, body: RecordingSelector): void {
  for (const recording of select(conference, body)) save(world, conference, recording);
}

export function pauseRecording(world: World, conference: Conference, body: RecordingSelector): void {
  for (const recording of select(conference, body)) pauseTime(world, recording);
}

export function resumeRecording(world: World, conference: Conference, body: RecordingSelector): void {
  for (const recording of select(conference, body)) resumeTime(world, recording);
}

/** Saves what still records when the conference ends. */
export function endRecordings(world: World, conference: Conference): void {
  for (const recording of [...conference.recordings.values()]) save(world, conference, recording);
}

const select = ({ recordings }: Conference, body: RecordingSelector) =>
  selectRecordings(recordings, body, () => problems.notFound("The recording"));

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
    report(world, conference, "conference.recording.saved", savedFields(recording, stored.url, endedMicros));
  });
}
