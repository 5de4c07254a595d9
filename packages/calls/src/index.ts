/**
 * Handlers with their call leg: typed state, commands without ids, children that end with their parent.
 *
 * @module
 * @example
 * import { createCalls } from "@telnyx-kit/calls";
 *
 * const calls = createCalls<{ at: "greeting" }>()({ webhooks, domains: { voice, media } });
 * calls.onIncoming((call) => call.answer({}, { state: { at: "greeting" } }));
 */
export type { LegDomain, LegDomains } from "./bind-commands.js";
export type { Calls, CallsBase, CallsOptions, DialsFirst, LegEventType, StateEventType } from "./calls.js";
export { createCalls } from "./create-calls.js";
export type { LegState } from "./envelope.js";
export type { Dials, Leg, LegBase } from "./leg.js";
