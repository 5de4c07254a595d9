/**
 * Dial, answer, bridge, transfer and hang up calls on the Telnyx Voice API.
 *
 * @module
 * @example
 * import { createVoice } from "@telnyx-kit/voice";
 *
 * const voice = createVoice(); // reads TELNYX_API_KEY at the first command
 * const { data } = await voice.dial({ connection_id, from: "+12025550101", to: "+12025550102" });
 * await voice.hangup(data.call_control_id);
 */
export type * from "./generated/methods.js";
export type * from "./generated/schema.js";
export { createVoice, type Voice } from "./voice.js";
