/**
 * Let calls wait in queues on the Telnyx Voice API, and connect them with agents in their order.
 *
 * @module
 * @example
 * import { createQueues } from "@telnyx-kit/queues";
 *
 * const queues = createQueues(); // reads TELNYX_API_KEY at the first command
 * await queues.enqueue(callControlId, { queue_name: "support", max_wait_time_secs: 600 });
 */
export type * from "./generated/methods.js";
export type * from "./generated/schema.js";
export { createQueues, type Queues } from "./queues.js";
