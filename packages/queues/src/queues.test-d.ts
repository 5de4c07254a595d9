import { createTelnyx, type PagePromise } from "@telnyx-kit/core";
import { expectTypeOf } from "vitest";
import {
  type CreateResponse,
  createQueues,
  type EnqueueBody,
  type ListItem,
  type ListMeta,
  type Queue,
  type Queues,
} from "./index.js";

const queues = createQueues(createTelnyx({ apiKey: "key" }));
const callControlId = "v3:call";

// Right calls.
expectTypeOf(createQueues({ apiKey: "key" })).toEqualTypeOf<Queues>();
expectTypeOf(queues.create({ queue_name: "support" })).toEqualTypeOf<Promise<CreateResponse>>();
expectTypeOf(queues.list()).toEqualTypeOf<PagePromise<ListItem, ListMeta>>();
queues.list({ page: { size: 50 } });
queues.enqueue(callControlId, { queue_name: "support", max_wait_time_secs: 600 }, { deadlineMs: 5_000 });
queues.leave(callControlId);
queues.update("support", { max_size: 100 });
expectTypeOf(queues.delete("support")).toEqualTypeOf<Promise<void>>();
queues.calls.list("support", { page: { size: 50 } });
expectTypeOf(queues.calls.update("support", callControlId, { keep_after_hangup: true })).toEqualTypeOf<Promise<void>>();
expectTypeOf(queues.calls.remove("support", callControlId)).toEqualTypeOf<Promise<void>>();

// Missing parameters.
// @ts-expect-error the call is missing
queues.leave();
// @ts-expect-error the name of the queue is missing
queues.enqueue(callControlId, {});
// @ts-expect-error the body is missing
queues.create();
// @ts-expect-error the call is missing
queues.calls.retrieve("support");

// Wrong bodies.
// @ts-expect-error no such field
queues.enqueue(callControlId, { queue: "support" });
// @ts-expect-error a number
queues.update("support", { max_size: "100" });
// @ts-expect-error options in the body's place
queues.leave(callControlId, { timeoutMs: 1_000 });

// Misspelt values.
// @ts-expect-error pages are nested, as in every list
queues.list({ "page[size]": 50 });
// @ts-expect-error no such parameter
queues.calls.list("support", { page: { count: 50 } });

// The typed client.
queues.client.GET("/queues/{queue_name}", { params: { path: { queue_name: "support" } } });
// @ts-expect-error the path parameter is missing
queues.client.GET("/queues/{queue_name}", {});

// Named types.
const body: EnqueueBody = { queue_name: "support" };
queues.enqueue(callControlId, body);
expectTypeOf<ListItem>().toEqualTypeOf<Queue>();
