/**
 * DTMF, SIP INFO, SIPREC, noise suppression, supervisor roles and SIP REFER on the Telnyx Voice API.
 *
 * @module
 * @example
 * import { createAdvanced } from "@telnyx-kit/advanced";
 *
 * const advanced = createAdvanced(); // reads TELNYX_API_KEY at the first command
 * await advanced.sendDtmf(callControlId, { digits: "1ww204#" });
 */
export { type Advanced, createAdvanced } from "./advanced.js";
export type * from "./generated/methods.js";
export type * from "./generated/schema.js";
