import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { VoiceLegs, VoiceMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Calls and the applications that own them, and the typed client for the same operations. */
export type Voice = VoiceMethods & DomainClient<paths, VoiceLegs>;

/**
 * Makes the methods of the voice domain.
 *
 * Give it the client that your other domains use, so that they share its key, hooks and retry budget, or options where
 * this is the only domain.
 *
 * @throws {ConfigurationError} when the options are not usable, or the client comes from a copy of core that does not fit.
 * @example
 * const voice = createVoice(telnyx);
 * await voice.answer(callControlId);
 */
export function createVoice(telnyx: Telnyx | TelnyxOptions = {}): Voice {
  return createDomain<VoiceMethods, paths, VoiceLegs>(telnyx, operations);
}
