import { mp3File, wavFile } from "../resources/audio-file.js";
import { recordingsOf } from "../resources/recording-store.js";
import type { World } from "../world/world.js";

/** Serves the files of recordings, to everybody who has an address that did not expire, as a storage service does. */
export function serveFile(world: World, url: URL): Response {
  const [, id = ""] = /^\/storage\/recordings\/([\w-]+)\//.exec(url.pathname) ?? [];
  const recording = recordingsOf(world).recordings.get(id);
  if (!recording || url.pathname !== `/storage${recording.path}`) return refuse(404, "NoSuchKey");
  if (Number(url.searchParams.get("expires")) * 1_000_000 < world.nowMicros())
    return refuse(403, "AccessDenied: Request has expired");
  const make = recording.format === "wav" ? wavFile : mp3File;
  const file = make(recording.durationMillis, recording.channels === "dual" ? 2 : 1);
  return new Response(file.body, { headers: { "content-type": file.type, "content-length": String(file.size) } });
}

function refuse(status: number, code: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  return new Response(body, { status, headers: { "content-type": "application/xml" } });
}
