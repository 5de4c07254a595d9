import { formatTimestamp } from "../time/format.js";
import type { Problem } from "../world/problem.js";
import type { CallRecording } from "../world/recording.js";
import type { World } from "../world/world.js";

/** The part that the commands to record a call and a conference share. */
export interface RecordingFields {
  readonly format?: "wav" | "mp3";
  readonly channels?: "single" | "dual";
  readonly custom_file_name?: string;
}

export interface RecordingSelector {
  readonly recording_id?: string;
}

/** A recording that begins now. */
export function createRecording(
  world: World,
  { format = "mp3", channels = "dual", custom_file_name: fileName }: RecordingFields,
  rest: Pick<CallRecording, "id" | "initiatedBy" | "transcribe" | "heardBefore" | "silenceMs">,
): CallRecording {
  const micros = world.nowMicros();
  const times = { startedMicros: micros, resumedMicros: micros, millis: 0, limit: undefined, silence: undefined };
  return { ...rest, ...times, format, channels, fileName, state: "recording" };
}

/** The named recording, or all. */
export function selectRecordings(
  recordings: ReadonlyMap<string, CallRecording>,
  { recording_id: id }: RecordingSelector,
  missing: () => Problem,
): CallRecording[] {
  if (id === undefined) return [...recordings.values()];
  const recording = recordings.get(id);
  if (!recording) throw missing();
  return [recording];
}

/** The fields of the event of a saved recording. */
export function savedFields({ id, format, channels, startedMicros }: CallRecording, url: string, endedMicros: number) {
  return {
    channels,
    format,
    recording_id: id,
    recording_started_at: formatTimestamp(startedMicros),
    recording_ended_at: formatTimestamp(endedMicros),
    recording_urls: { [format]: url },
    public_recording_urls: {},
  };
}

const elapsed = (world: World, recording: CallRecording) =>
  Math.round((world.nowMicros() - recording.resumedMicros) / 1000);

/** Keeps what has been recorded so far, and nothing of what comes. */
export function pauseTime(world: World, recording: CallRecording): void {
  if (recording.state !== "recording") return;
  recording.millis += elapsed(world, recording);
  recording.state = world.move("recording", recording.state, "paused");
}

export function resumeTime(world: World, recording: CallRecording): void {
  if (recording.state !== "paused") return;
  recording.resumedMicros = world.nowMicros();
  recording.state = world.move("recording", recording.state, "recording");
}

/** Ends a recording for good. */
export function endTime(world: World, recording: CallRecording): void {
  if (recording.state === "recording") recording.millis += elapsed(world, recording);
  recording.state = world.move("recording", recording.state, "saved");
}
