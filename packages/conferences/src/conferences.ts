import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { ConferencesMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Conferences, their participants and recordings, and the typed client for the same operations. */
export type Conferences = ConferencesMethods & DomainClient<paths>;

/**
 * Makes the methods of the conferences domain.
 *
 * Give it the client that your other domains use, so that they share its key, hooks and retry budget, or options where
 * this is the only domain.
 *
 * @throws {ConfigurationError} when the options are not usable, or the client comes from a copy of core that does not fit.
 * @example
 * const conferences = createConferences(telnyx);
 * const { data } = await conferences.create({ call_control_id: callControlId, name: "standup-4711" });
 */
export function createConferences(telnyx: Telnyx | TelnyxOptions = {}): Conferences {
  return createDomain<ConferencesMethods, paths>(telnyx, operations);
}
