import { createDomain, createTelnyx, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import { type DownloadOptions, downloadRecording, type RecordingSource } from "./download.js";
import type { RecordingsMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Members of recordings besides their operations: the audio is in storage outside the API. */
export interface RecordingDownload {
  /**
   * Downloads a recording as a stream: the body of the `Response` that it resolves to.
   *
   * None of your credentials goes to the storage, redirects are not followed, and only https is fetched; a client of an
   * emulator on http also gets that emulator's files. URLs expire after ten minutes; the recording's id gets a fresh one.
   *
   * @param source the recording's id, the recording, the payload of `call.recording.saved`, or a URL of one of them
   * @throws {PermissionError} when the URL has expired or was altered. {@link NotFoundError} when the recording is gone.
   * {@link ConfigurationError} when there is no https URL to download, for example with your own storage (`gs://…`).
   * @example
   * const { body } = await recordings.download(event.payload.recording_id, { format: "wav" });
   */
  download(source: RecordingSource, options?: DownloadOptions): Promise<Response>;
}

/** Recordings, their transcriptions and their storage, their audio, and the typed client for the same operations. */
export type Recordings = RecordingsMethods & RecordingDownload & DomainClient<paths>;

/**
 * Makes the methods of the recordings domain.
 *
 * Pass the client of your other domains, so that they share key, hooks and retry budget, or options if this is your only
 * domain.
 *
 * @throws {ConfigurationError} when options cannot be used, or the client comes from an incompatible copy of core.
 * @example
 * const recordings = createRecordings(telnyx);
 * for await (const recording of recordings.list()) console.log(recording.id, recording.duration_millis);
 */
export function createRecordings(telnyx: Telnyx | TelnyxOptions = {}): Recordings {
  const client = "request" in Object(telnyx) ? (telnyx as Telnyx) : createTelnyx(telnyx as TelnyxOptions);
  const download: RecordingDownload["download"] = async (source, options) => downloadRecording(client, source, options);
  return Object.assign(createDomain<RecordingsMethods, paths>(client, operations), { download });
}
