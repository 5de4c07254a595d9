import { recordingsOf } from "../resources/recording-store.js";
import { atEnd } from "../world/end-leg.js";
import type { Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { CallRecording } from "../world/recording.js";
import { requireBetween } from "../world/require-between.js";
import type { World } from "../world/world.js";
import {
  createRecording,
  endTime,
  pauseTime,
  type RecordingFields,
  type RecordingSelector,
  resumeTime,
  savedFields,
  selectRecordings,
} from "./recorder.js";

interface RecordingBody extends RecordingFields {
  readonly max_length?: number;
  readonly timeout_secs?: number;
  readonly transcription?: boolean;
}

const longestSeconds = 14_400;

/** `record_start`. Answers nothing: the id comes with `call.recording.saved`. */
export function startRecording(world: World, leg: Leg, body: RecordingBody): void {
  const { max_length: maxLength = 0, timeout_secs: timeout = 0 } = body;
  requireBetween(maxLength, 0, longestSeconds, "max_length");
  requireBetween(timeout, 0, longestSeconds, "timeout_secs");
  if (timeout > 0 && leg.services.get("transcription")?.state === "on") {
    throw problems.state(
      "90053",
      "Recording timeout conflicts with a transcription",
      "Stop the transcription, or leave timeout_secs out.",
    );
  }
  beginRecording(world, leg, { id: world.ids.uuid(), initiatedBy: "StartCallRecordingAPI", ...body });
}

/** Starts to record an answered leg; ids of recordings that an answer or dial asked for are known before. */
export function beginRecording(
  world: World,
  leg: Leg,
  body: RecordingBody & { readonly id: string; readonly initiatedBy: string },
): void {
  const recording = createRecording(world, body, {
    id: body.id,
    initiatedBy: body.initiatedBy,
    transcribe: body.transcription === true,
    heardBefore: leg.party.said.length,
    silenceMs: (body.timeout_secs ?? 0) * 1000,
  });
  leg.recordings.set(recording.id, recording);
  atEnd(leg, "recording", () => endRecordings(world, leg), leg.recordings);
  if (body.max_length) {
    recording.limit = world.after(leg, body.max_length * 1000, () => save(world, leg, recording, "stop"), {
      background: true,
    });
  }
  waitForSilence(world, leg, recording);
}

/** Starts the silence limits again, because the party on the line makes a sound for that long. */
export function soundHeard(world: World, leg: Leg, soundMs: number): void {
  for (const recording of leg.recordings.values()) waitForSilence(world, leg, recording, soundMs);
}

function waitForSilence(world: World, leg: Leg, recording: CallRecording, soundMs = 0): void {
  if (recording.silenceMs === 0) return;
  world.cancel(leg, recording.silence);
  recording.silence = world.after(leg, soundMs + recording.silenceMs, () => save(world, leg, recording, "stop"), {
    background: true,
  });
}

/** `record_stop`, `record_pause`, `record_resume`: the named recording, or all of the leg. */
export function stopRecording(world: World, leg: Leg, body: RecordingSelector): void {
  for (const recording of select(leg, body)) save(world, leg, recording, "stop");
}

export function pauseRecording(world: World, leg: Leg, body: RecordingSelector): void {
  for (const recording of select(leg, body)) pauseTime(world, recording);
}

export function resumeRecording(world: World, leg: Leg, body: RecordingSelector): void {
  for (const recording of select(leg, body)) resumeTime(world, recording);
}

const select = (leg: Leg, body: RecordingSelector) =>
  selectRecordings(leg.recordings, body, () =>
    problems.badRequest("No recording of this call has that recording_id.", "/recording_id"),
  );

/** Saves what still records when the leg ends. */
function endRecordings(world: World, leg: Leg): void {
  for (const recording of [...leg.recordings.values()]) save(world, leg, recording, "hangup");
}

function save(world: World, leg: Leg, recording: CallRecording, why: "stop" | "hangup"): void {
  const { timings } = world.settings;
  endTime(world, recording);
  leg.recordings.delete(recording.id);
  world.cancel(leg, recording.limit);
  world.cancel(leg, recording.silence);
  const end = { micros: world.nowMicros(), heard: leg.party.said.slice(recording.heardBefore).trim() };
  const delay = why === "hangup" ? timings.recordingSavedAfterHangup : timings.recordingSaved;
  // Not a timer of the leg: the file is saved after the leg is gone.
  world.scheduler.schedule(delay, () => reportSaved(world, leg, recording, end));
}

interface RecordingEnd {
  readonly micros: number;
  /** Everything that the party said meanwhile. */
  readonly heard: string;
}

function reportSaved(world: World, leg: Leg, recording: CallRecording, end: RecordingEnd): void {
  if (recordingsOf(world).error !== undefined) {
    world.emit(leg, "call.recording.error", { reason: recordingsOf(world).error });
    return;
  }
  const stored = recordingsOf(world).add(leg, recording, end.micros);
  const fields = savedFields(recording, stored.url, end.micros);
  const [start_time, end_time] = [fields.recording_started_at, fields.recording_ended_at];
  world.emit(leg, "call.recording.saved", { ...fields, start_time, end_time });
  if (!recording.transcribe) return;
  world.scheduler.schedule(world.settings.timings.recordingTranscription, () => {
    const transcription = recordingsOf(world).transcribe(recording.id, end.heard);
    world.emit(leg, "call.recording.transcription.saved", {
      recording_id: recording.id,
      recording_transcription_id: transcription.id,
      status: "completed",
      transcription_text: transcription.transcription_text,
    });
  });
}
