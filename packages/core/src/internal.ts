/**
 * Shared by the packages of telnyx-kit. Internal: names and behaviour here can change in any release, so applications do
 * not import it. It holds no transport code.
 *
 * @module
 * @example
 * import { checkNumber, resolveClock, withDeadline } from "@telnyx-kit/core/internal";
 */
export { type Bytes, decodeBase64, encodeBase64 } from "./base64.js";
export { checkNumber, longestTimerMs } from "./check-number.js";
export { type Clock, type ClockOptions, resolveClock, startStopwatch, startTimer } from "./clock.js";
export { type Caller, expired, withDeadline } from "./deadline.js";
export { dedupeWindowMs } from "./operation.js";
export { readBounded } from "./read-bounded.js";
