/**
 * A local Telnyx Voice platform for development and tests: virtual time, signed webhooks, faults.
 *
 * @example
 * const emulator = await startEmulator({ webhookUrl: "http://localhost:3000/webhooks" });
 * await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
 *
 * @module
 */
export type { EmulatorFallback } from "./api/api.js";
export type { AssistantScript } from "./calls/assistant-script.js";
export type { InboundCallOptions } from "./calls/inbound.js";
export type { Party } from "./calls/party.js";
export type { ClientOptions, EmulatorClock } from "./client-options.js";
export type { Emulator, RecordingErrorReason } from "./emulator.js";
export type { EventFault, Fault, FrameFault, RequestFault } from "./faults/faults.js";
export type { LadderOptions, Theme } from "./ladder/ladder.js";
export type { DialledCall, EmulatorOptions } from "./options.js";
export { type Rehearsal, type RehearsedApp, rehearse } from "./rehearse.js";
export { startEmulator } from "./start-emulator.js";
export type { Callee, Codec, LineStep } from "./world/callee.js";
export type { Heard } from "./world/leg.js";
export type { SentCommand } from "./world/sent-command.js";
export type { BehaviourSettings, DeliverySettings } from "./world/settings.js";
export {
  type CommandEntry,
  type DeliveryEntry,
  describeEntry,
  type EventEntry,
  type FaultEntry,
  formatEntry,
  type LineEntry,
  type Timeline,
  type TimelineEntry,
  type WarningEntry,
} from "./world/timeline.js";
export type { Timings } from "./world/timings.js";
