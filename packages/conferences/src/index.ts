/**
 * Conferences of calls on the Telnyx Voice API: join, hold, mute, supervise, play and record.
 *
 * @module
 * @example
 * import { createConferences } from "@telnyx-kit/conferences";
 *
 * const conferences = createConferences(); // reads TELNYX_API_KEY at the first command
 * const { data } = await conferences.create({ call_control_id: callControlId, name: "standup-4711" });
 * await conferences.join(data.id, { call_control_id: agentCallControlId });
 */
export { type Conferences, createConferences } from "./conferences.js";
export type * from "./generated/methods.js";
export type * from "./generated/schema.js";
