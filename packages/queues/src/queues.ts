import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { QueuesLegs, QueuesMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Queues and the calls that wait in them, and the typed client for the same operations. */
export type Queues = QueuesMethods & DomainClient<paths, QueuesLegs>;

/**
 * Makes the methods of the queues domain.
 *
 * Give it the client that your other domains use, so that they share its key, hooks and retry budget, or options where
 * this is the only domain.
 *
 * @throws {ConfigurationError} when the options are not usable, or the client comes from a copy of core that does not fit.
 * @example
 * const queues = createQueues(telnyx);
 * await queues.enqueue(callControlId, { queue_name: "support" });
 */
export function createQueues(telnyx: Telnyx | TelnyxOptions = {}): Queues {
  return createDomain<QueuesMethods, paths, QueuesLegs>(telnyx, operations);
}
