import { requireUrl } from "../../calls/playback.js";
import { mediaOf, type StoredMedia } from "../../resources/media-store.js";
import { formatTimestamp } from "../../time/format.js";
import { problems } from "../../world/problem.js";
import { requireBetween } from "../../world/require-between.js";
import type { World } from "../../world/world.js";
import { type Handler, noContent, ok, type RequestInput } from "./handler.js";
import { filterRecords } from "./paging.js";

const defaultTtlSeconds = 630_720_000;

function find(world: World, name: string | undefined): StoredMedia {
  const file = mediaOf(world).files.get(name ?? "");
  if (!file) throw problems.notFound("The media file");
  return file;
}

/** The file without its bytes. */
function show({ data: _data, ...file }: StoredMedia) {
  return file;
}

/** Stores the uploaded bytes; a `media_url` is not fetched, a second of silence stands for it. */
async function store(world: World, { body, files }: RequestInput, name: string): Promise<StoredMedia> {
  const upload = files.media;
  const url = body.media_url as string | undefined;
  requireUrl(url, "/media_url");
  if (url !== undefined && mediaOf(world).sound({ audio_url: url }).missing) {
    throw problems.badRequest("The file could not be downloaded.", "/media_url");
  }
  const before = mediaOf(world).files.get(name);
  const data = upload
    ? new Uint8Array(await upload.arrayBuffer())
    : url !== undefined
      ? new Uint8Array(16_000)
      : (before?.data ?? new Uint8Array());
  const now = world.nowMicros();
  const ttl = Number(body.ttl_secs ?? defaultTtlSeconds);
  requireBetween(ttl, 1, Number.MAX_SAFE_INTEGER, "ttl_secs");
  const file: StoredMedia = {
    media_name: name,
    content_type: upload?.type || before?.content_type || (url?.endsWith(".wav") ? "audio/wav" : "audio/mpeg"),
    created_at: before?.created_at ?? formatTimestamp(now),
    updated_at: formatTimestamp(now),
    expires_at: formatTimestamp(now + ttl * 1_000_000),
    data,
  };
  mediaOf(world).files.set(name, file);
  return file;
}

const list: Handler = (world, { query }) => {
  const data = filterRecords([...mediaOf(world).files.values()].map(show), query.filter);
  const meta = { page_number: 1, page_size: 20, total_pages: 1, total_results: data.length };
  return { status: 200, body: { data, meta } };
};

const upload: Handler = async (world, input) => {
  if (!input.files.media && input.body.media_url === undefined)
    throw problems.missing("One of media and media_url is required.", "/media_url");
  const name = typeof input.body.media_name === "string" ? input.body.media_name : world.ids.uuid();
  if (mediaOf(world).files.has(name))
    throw problems.invalid("10012", "Duplicate resource", "A file with this media_name exists already.", "/media_name");
  return ok(show(await store(world, input, name)), 201);
};

const retrieve: Handler = (world, { params }) => ok(show(find(world, params.media_name)));

const update: Handler = async (world, input) =>
  ok(show(await store(world, input, find(world, input.params.media_name).media_name)));

const remove: Handler = (world, { params }) => {
  mediaOf(world).files.delete(find(world, params.media_name).media_name);
  return noContent;
};

const download: Handler = (world, { params }) => {
  const file = find(world, params.media_name);
  return { status: 200, bytes: { data: file.data as Uint8Array<ArrayBuffer>, type: "application/octet-stream" } };
};

export const mediaHandlers: Readonly<Record<string, Handler>> = {
  "media.storage.list": list,
  "media.storage.upload": upload,
  "media.storage.retrieve": retrieve,
  "media.storage.update": update,
  "media.storage.delete": remove,
  "media.storage.download": download,
};
