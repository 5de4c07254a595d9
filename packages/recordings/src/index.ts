/**
 * List, download and delete call recordings and their transcriptions, and choose where recordings are stored, on the
 * Telnyx Voice API.
 *
 * @module
 * @example
 * import { createRecordings } from "@telnyx-kit/recordings";
 *
 * const recordings = createRecordings(); // reads TELNYX_API_KEY at the first request
 * const { data } = await recordings.list({ filter: { call_session_id: callSessionId } });
 */
export type { DownloadOptions, RecordingSource, RecordingUrls } from "./download.js";
export type * from "./generated/methods.js";
export type * from "./generated/schema.js";
export { createRecordings, type RecordingDownload, type Recordings } from "./recordings.js";
