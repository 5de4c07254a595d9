import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { ConferencesMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Conferences, their participants and recordings, and the typed client for the same operations. */
export type Conferences = ConferencesMethods & DomainClient<paths>;

/**
 * Makes the methods of the conferences domain.
 *
 * Pass the client of your other domains, so that they share key, hooks and retry budget, or options if this is your only
 * domain.
 *
 * @throws {ConfigurationError} when options cannot be used, or the client comes from an incompatible copy of core.
 * @example
 * const conferences = createConferences(telnyx);
 * const { data } = await conferences.create({ call_control_id: callControlId, name: "standup-4711" });
 */
export function createConferences(telnyx: Telnyx | TelnyxOptions = {}): Conferences {
  return createDomain<ConferencesMethods, paths>(telnyx, operations);
}
