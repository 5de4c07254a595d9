import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { GatherLegs, GatherMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Digits, AI assistants and Conversation Relay on live calls, and the typed client for the same operations. */
export type Gather = GatherMethods & DomainClient<paths, GatherLegs>;

/**
 * Makes the methods of the gather domain.
 *
 * Pass the client of your other domains, so that they share key, hooks and retry budget, or options if this is your only
 * domain.
 *
 * @throws {ConfigurationError} when options cannot be used, or the client comes from an incompatible copy of core.
 * @example
 * const gather = createGather(telnyx);
 * await gather.gatherUsingAudio(callControlId, { media_name: "menu", maximum_digits: 1 });
 */
export function createGather(telnyx: Telnyx | TelnyxOptions = {}): Gather {
  return createDomain<GatherMethods, paths, GatherLegs>(telnyx, operations);
}
