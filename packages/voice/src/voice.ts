import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { VoiceLegs, VoiceMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Calls and the applications that own them, and the typed client for the same operations. */
export type Voice = VoiceMethods & DomainClient<paths, VoiceLegs>;

/**
 * Makes the methods of the voice domain.
 *
 * Pass the client of your other domains, so that they share key, hooks and retry budget, or options if this is your only
 * domain.
 *
 * @throws {ConfigurationError} when options cannot be used, or the client comes from an incompatible copy of core.
 * @example
 * const voice = createVoice(telnyx);
 * await voice.answer(callControlId);
 */
export function createVoice(telnyx: Telnyx | TelnyxOptions = {}): Voice {
  return createDomain<VoiceMethods, paths, VoiceLegs>(telnyx, operations);
}
