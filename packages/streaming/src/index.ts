/**
 * Stream, transcribe and fork the audio of calls on the Telnyx Voice API.
 *
 * @module
 * @example
 * import { createStreaming } from "@telnyx-kit/streaming";
 *
 * const streaming = createStreaming(); // reads TELNYX_API_KEY at the first command
 * await streaming.startTranscription(callControlId, { transcription_engine: "Telnyx" });
 */
export type * from "./generated/methods.js";
export type * from "./generated/schema.js";
export { createStreaming, type Streaming } from "./streaming.js";
