import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { RecordingsMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Recordings, their transcriptions and their storage, and the typed client for the same operations. */
export type Recordings = RecordingsMethods & DomainClient<paths>;

/**
 * Makes the methods of the recordings domain.
 *
 * Give it the client that your other domains use, so that they share its key, hooks and retry budget, or options where
 * this is the only domain.
 *
 * @throws {ConfigurationError} when the options are not usable, or the client comes from a copy of core that does not fit.
 * @example
 * const recordings = createRecordings(telnyx);
 * for await (const recording of recordings.list()) console.log(recording.id, recording.duration_millis);
 */
export function createRecordings(telnyx: Telnyx | TelnyxOptions = {}): Recordings {
  return createDomain<RecordingsMethods, paths>(telnyx, operations);
}
