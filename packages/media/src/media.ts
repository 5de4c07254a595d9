import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { MediaLegs, MediaMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Playback, speech and recording on live calls, stored files, and the typed client for the same operations. */
export type Media = MediaMethods & DomainClient<paths, MediaLegs>;

/**
 * Makes the methods of the media domain.
 *
 * Give it the client that your other domains use, so that they share its key, hooks and retry budget, or options where
 * this is the only domain.
 *
 * @throws {ConfigurationError} when the options are not usable, or the client comes from a copy of core that does not fit.
 * @example
 * const media = createMedia(telnyx);
 * await media.speak(callControlId, { payload: "Please leave a message.", voice: "AWS.Polly.Joanna-Neural" });
 */
export function createMedia(telnyx: Telnyx | TelnyxOptions = {}): Media {
  return createDomain<MediaMethods, paths, MediaLegs>(telnyx, operations);
}
