import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { StreamingLegs, StreamingMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Streams, transcriptions and forks of live calls, and the typed client for the same operations. */
export type Streaming = StreamingMethods & DomainClient<paths, StreamingLegs>;

/**
 * Makes the methods of the streaming domain.
 *
 * Give it the client that your other domains use, so that they share its key, hooks and retry budget, or options where
 * this is the only domain.
 *
 * @throws {ConfigurationError} when the options are not usable, or the client comes from a copy of core that does not fit.
 * @example
 * const streaming = createStreaming(telnyx);
 * await streaming.startStreaming(callControlId, { stream_url: "wss://bot.example.com/media" });
 */
export function createStreaming(telnyx: Telnyx | TelnyxOptions = {}): Streaming {
  return createDomain<StreamingMethods, paths, StreamingLegs>(telnyx, operations);
}
