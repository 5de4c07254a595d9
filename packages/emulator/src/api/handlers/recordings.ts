import { recordingsOf, type StoredRecording } from "../../resources/recording-store.js";
import { Problem } from "../../world/problem.js";
import type { World } from "../../world/world.js";
import { type Handler, ok } from "./handler.js";
import { filterRecords, numberedPage } from "./paging.js";

/** This service answers with the status as the code. */
const missing = (what: string) => new Problem(404, "404", "Not Found", `${what} was not found.`);

/** A recording with a fresh address: it works for ten minutes. */
function show(world: World, recording: StoredRecording): Record<string, unknown> {
  return { ...recording.fields, download_urls: { [recording.format]: recordingsOf(world).freshUrl(recording) } };
}

function find(world: World, id: string | undefined): StoredRecording {
  const recording = recordingsOf(world).recordings.get(id ?? "");
  if (!recording) throw missing("The recording");
  return recording;
}

const list: Handler = (world, { query }) => {
  const names = { start_time: "recording_started_at", end_time: "recording_ended_at" };
  const records = recordingsOf(world).recordings.values();
  const wanted = new Set(
    filterRecords(
      records.map(({ fields }) => fields),
      query.filter,
      names,
    ),
  );
  return numberedPage(
    records.filter(({ fields }) => wanted.has(fields)).map((recording) => show(world, recording)),
    query,
  );
};

const retrieve: Handler = (world, { params }) => ok(show(world, find(world, params.recording_id)));

const remove: Handler = (world, { params }) => {
  const recording = find(world, params.recording_id);
  recordingsOf(world).recordings.delete(recording.id);
  return ok({ ...show(world, recording), status: "deleted" });
};

const removeMany: Handler = (world, { body }) => {
  for (const id of body.ids as string[]) recordingsOf(world).recordings.delete(id);
  return { status: 200, body: { status: "ok" } };
};

const listTranscriptions: Handler = (world, { query }) =>
  numberedPage(filterRecords(recordingsOf(world).transcriptions.values(), query.filter), query);

function findTranscription(world: World, id: string | undefined) {
  const transcription = recordingsOf(world).transcriptions.get(id ?? "");
  if (!transcription) throw missing("The transcription");
  return transcription;
}

const retrieveTranscription: Handler = (world, { params }) =>
  ok(findTranscription(world, params.recording_transcription_id));

const removeTranscription: Handler = (world, { params }) => {
  const transcription = findTranscription(world, params.recording_transcription_id);
  recordingsOf(world).transcriptions.delete(transcription.id);
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
