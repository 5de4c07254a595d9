import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { AdvancedLegs, AdvancedMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Keys, SIP messages, recording servers and supervisors on live calls, and the typed client for the same operations. */
export type Advanced = AdvancedMethods & DomainClient<paths, AdvancedLegs>;

/**
 * Makes the methods of the advanced domain.
 *
 * Give it the client that your other domains use, so that they share its key, hooks and retry budget, or options where
 * this is the only domain.
 *
 * @throws {ConfigurationError} when the options are not usable, or the client comes from a copy of core that does not fit.
 * @example
 * const advanced = createAdvanced(telnyx);
 * await advanced.sendDtmf(callControlId, { digits: "1ww204#" });
 */
export function createAdvanced(telnyx: Telnyx | TelnyxOptions = {}): Advanced {
  return createDomain<AdvancedMethods, paths, AdvancedLegs>(telnyx, operations);
}
