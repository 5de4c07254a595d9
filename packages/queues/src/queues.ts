import { createDomain, type DomainClient, type Telnyx, type TelnyxOptions } from "@telnyx-kit/core";
import type { QueuesLegs, QueuesMethods } from "./generated/methods.js";
import { operations } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

/** Queues and the calls that wait in them, and the typed client for the same operations. */
export type Queues = QueuesMethods & DomainClient<paths, QueuesLegs>;

/**
 * Makes the methods of the queues domain.
 *
 * Pass the client of your other domains, so that they share key, hooks and retry budget, or options if this is your only
 * domain.
 *
 * @throws {ConfigurationError} when options cannot be used, or the client comes from an incompatible copy of core.
 * @example
 * const queues = createQueues(telnyx);
 * await queues.enqueue(callControlId, { queue_name: "support" });
 */
export function createQueues(telnyx: Telnyx | TelnyxOptions = {}): Queues {
  return createDomain<QueuesMethods, paths, QueuesLegs>(telnyx, operations);
}
