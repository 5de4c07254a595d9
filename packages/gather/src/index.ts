/**
 * Collect digits and speech, and run AI assistants on live calls of the Telnyx Voice API.
 *
 * @module
 * @example
 * import { createGather } from "@telnyx-kit/gather";
 *
 * const gather = createGather(); // reads TELNYX_API_KEY at the first command
 * await gather.gatherUsingAudio(callControlId, { media_name: "menu", maximum_digits: 1 });
 */

export { createGather, type Gather } from "./gather.js";
export type * from "./generated/methods.js";
export type * from "./generated/schema.js";
