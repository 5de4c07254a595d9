import { type Handler, ok } from "../api/handler.js";
import { Problem } from "../api/problem.js";
import type { Platform } from "../platform/platform.js";
import { filterRecords, numberedPage } from "./paging.js";
import type { StoredRecording } from "./recording-store.js";

/** This service answers with the status as the code. */
const missing = (what: string) => new Problem(404, "404", "Not Found", `${what} was not found.`);

/** A recording with a fresh address: it works for ten minutes. */
function show(platform: Platform, recording: StoredRecording): Record<string, unknown> {
  return { ...recording.fields, download_urls: { [recording.format]: platform.recordings.freshUrl(recording) } };
}

function find(platform: Platform, id: string | undefined): StoredRecording {
  const recording = platform.recordings.recordings.get(id ?? "");
  if (!recording) throw missing("The recording");
  return recording;
}

const list: Handler = (platform, { query }) => {
  const names = { start_time: "recording_started_at", end_time: "recording_ended_at" };
  const records = platform.recordings.recordings.values();
  const wanted = new Set(
    filterRecords(
      records.map(({ fields }) => fields),
      query.filter,
      names,
    ),
  );
  return numberedPage(
    records.filter(({ fields }) => wanted.has(fields)).map((recording) => show(platform, recording)),
    query,
  );
};

const retrieve: Handler = (platform, { params }) => ok(show(platform, find(platform, params.recording_id)));

const remove: Handler = (platform, { params }) => {
  const recording = find(platform, params.recording_id);
  platform.recordings.recordings.delete(recording.id);
  return ok({ ...show(platform, recording), status: "deleted" });
};

const removeMany: Handler = (platform, { body }) => {
  for (const id of body.ids as string[]) platform.recordings.recordings.delete(id);
  return { status: 200, body: { status: "ok" } };
};

const listTranscriptions: Handler = (platform, { query }) =>
  numberedPage(filterRecords(platform.recordings.transcriptions.values(), query.filter), query);

function findTranscription(platform: Platform, id: string | undefined) {
  const transcription = platform.recordings.transcriptions.get(id ?? "");
  if (!transcription) throw missing("The transcription");
  return transcription;
}

const retrieveTranscription: Handler = (platform, { params }) =>
  ok(findTranscription(platform, params.recording_transcription_id));

const removeTranscription: Handler = (platform, { params }) => {
  const transcription = findTranscription(platform, params.recording_transcription_id);
  platform.recordings.transcriptions.delete(transcription.id);
  return ok(transcription);
};

export const recordingHandlers: Readonly<Record<string, Handler>> = {
  "recordings.list": list,
  "recordings.retrieve": retrieve,
  "recordings.delete": remove,
  "recordings.deleteMany": removeMany,
  "recordings.transcriptions.list": listTranscriptions,
  "recordings.transcriptions.retrieve": retrieveTranscription,
  "recordings.transcriptions.delete": removeTranscription,
};
