import { formatTimestamp } from "../time/format.js";
import type { Leg } from "../world/leg.js";
import { perWorld } from "../world/per-world.js";
import type { CallRecording } from "../world/recording.js";
import type { World } from "../world/world.js";
import { type Collection, createCollection } from "./store.js";

/** A saved recording, with the address of its file. */
export interface StoredRecording {
  readonly id: string;
  /** Where the file is; the name ends with the Unix time of its start. */
  readonly path: string;
  readonly url: string;
  readonly format: "wav" | "mp3";
  readonly channels: "single" | "dual";
  readonly durationMillis: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface StoredTranscription {
  readonly id: string;
  readonly record_type: "recording_transcription";
  readonly recording_id: string;
  readonly transcription_text: string;
  readonly [field: string]: unknown;
}

export interface RecordingStore {
  /** Why recordings cannot be stored at present. */
  error: string | undefined;
  readonly recordings: Collection<StoredRecording>;
  readonly transcriptions: Collection<StoredTranscription>;
  /** The address of the file as of now. */
  freshUrl(recording: StoredRecording): string;
  /** `extra` takes the place of what is said of the recording of a call. */
  add(
    leg: Leg,
    recording: CallRecording,
    endedMicros: number,
    extra?: Readonly<Record<string, unknown>>,
  ): StoredRecording;
  transcribe(recordingId: string, heard: string): StoredTranscription;
}

export const recordingsOf = perWorld(createRecordingStore);

function createRecordingStore({ ids, nowMicros, settings }: World): RecordingStore {
  const recordings = createCollection<StoredRecording>(1_000);
  const transcriptions = createCollection<StoredTranscription>(1_000);
  /** Addresses stop working after ten minutes, as presigned ones do. */
  const signedUrl = (path: string) => settings.fileUrl(`${path}?expires=${Math.floor(nowMicros() / 1_000_000) + 600}`);
  return {
    error: undefined,
    recordings,
    transcriptions,
    freshUrl: ({ path }) => signedUrl(path),
    add(leg, recording, endedMicros, extra = {}) {
      const now = formatTimestamp(nowMicros());
      const name = `${recording.fileName ?? leg.legId}-${Math.floor(recording.startedMicros / 1_000_000)}.${recording.format}`;
      const path = `/recordings/${recording.id}/${encodeURIComponent(name)}`;
      const stored: StoredRecording = {
        id: recording.id,
        path,
        url: signedUrl(path),
        format: recording.format,
        channels: recording.channels,
        durationMillis: recording.millis,
        fields: {
          record_type: "recording",
          id: recording.id,
          call_control_id: leg.id,
          call_leg_id: leg.legId,
          call_session_id: leg.sessionId,
          connection_id: leg.connectionId,
          channels: recording.channels,
          duration_millis: recording.millis,
          from: leg.from,
          to: leg.to,
          initiated_by: recording.initiatedBy,
          source: "call",
          status: "completed",
          recording_started_at: formatTimestamp(recording.startedMicros),
          recording_ended_at: formatTimestamp(endedMicros),
          created_at: now,
          updated_at: now,
          ...extra,
        },
      };
      recordings.set(stored.id, stored);
      return stored;
    },
    transcribe(recordingId, heard) {
      const now = formatTimestamp(nowMicros());
      const id = ids.uuid();
      const transcription: StoredTranscription = {
        id,
        record_type: "recording_transcription",
        recording_id: recordingId,
        duration_millis: recordings.get(recordingId)?.durationMillis ?? 0,
        status: "completed",
        transcription_text: heard,
        created_at: now,
        updated_at: now,
      };
      transcriptions.set(id, transcription);
      return transcription;
    },
  };
}
