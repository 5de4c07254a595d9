/**
 * Play audio, speak text, record calls and store media files on the Telnyx Voice API.
 *
 * @module
 * @example
 * import { createMedia } from "@telnyx-kit/media";
 *
 * const media = createMedia(); // reads TELNYX_API_KEY at the first command
 * await media.startPlayback(callControlId, { audio_url: "https://example.com/greeting.mp3" });
 */
export type * from "./generated/methods.js";
export type * from "./generated/schema.js";
export { createMedia, type Media } from "./media.js";
