import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { AdvancedLegs, AdvancedMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Keys, SIP messages, recording servers and supervisors on live calls, and the typed client for the same operations. */
export type Advanced = AdvancedMethods & DomainClient<paths, AdvancedLegs>;

/**
 * Makes the methods of the advanced domain.
 *
 * Pass the client of your other domains, so that they share key, hooks and retry budget, or options if this is your only
 * domain.
 *
 * @throws {ConfigurationError} when options cannot be used, or the client comes from an incompatible copy of core.
 * @example
 * const advanced = createAdvanced(telnyx);
 * await advanced.sendDtmf(callControlId, { digits: "1ww204#" });
 */
export function createAdvanced(telnyx: Telnyx | TelnyxOptions = {}): Advanced {
  return createDomain<AdvancedMethods, paths, AdvancedLegs>(telnyx, operations);
}
