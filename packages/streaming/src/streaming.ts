import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { StreamingLegs, StreamingMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Streams, transcriptions and forks of live calls, and the typed client for the same operations. */
export type Streaming = StreamingMethods & DomainClient<paths, StreamingLegs>;

/**
 * Makes the methods of the streaming domain.
 *
 * Pass the client of your other domains, so that they share key, hooks and retry budget, or options if this is your only
 * domain.
 *
 * @throws {ConfigurationError} when options cannot be used, or the client comes from an incompatible copy of core.
 * @example
 * const streaming = createStreaming(telnyx);
 * await streaming.startStreaming(callControlId, { stream_url: "wss://bot.example.com/media" });
 */
export function createStreaming(telnyx: Telnyx | TelnyxOptions = {}): Streaming {
  return createDomain<StreamingMethods, paths, StreamingLegs>(telnyx, operations);
}
