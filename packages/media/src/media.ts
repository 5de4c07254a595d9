import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { MediaLegs, MediaMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Playback, speech and recording on live calls, stored files, and the typed client for the same operations. */
export type Media = MediaMethods & DomainClient<paths, MediaLegs>;

/**
 * Makes the methods of the media domain.
 *
 * Pass the client of your other domains, so that they share key, hooks and retry budget, or options if this is your only
 * domain.
 *
 * @throws {ConfigurationError} when options cannot be used, or the client comes from an incompatible copy of core.
 * @example
 * const media = createMedia(telnyx);
 * await media.speak(callControlId, { payload: "Please leave a message.", voice: "AWS.Polly.Joanna-Neural" });
 */
export function createMedia(telnyx: Telnyx | TelnyxOptions = {}): Media {
  return createDomain<MediaMethods, paths, MediaLegs>(telnyx, operations);
}
