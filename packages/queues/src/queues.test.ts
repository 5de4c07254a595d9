import { testMethods } from "../../core/src/__tests__/test-methods.js";
import { createQueues } from "./queues.js";

const call = "v3:call/1+= ü";
const queue = "support/ü 1";

testMethods(createQueues, {
  create: { given: [{ queue_name: queue, max_size: 50 }], sends: "POST /queues" },
  list: {
    given: [{ page: { number: 2, size: 50 } }],
    sends: "GET /queues?page[number]=2&page[size]=50",
    answer: "page",
  },
  retrieve: { given: [queue], sends: "GET /queues/{queue_name}" },
  update: { given: [queue, { max_size: 100 }], sends: "POST /queues/{queue_name}" },
  delete: { given: [queue], sends: "DELETE /queues/{queue_name}", answer: "nothing" },
  enqueue: {
    given: [call, { queue_name: queue, max_wait_time_secs: 600 }],
    sends: "POST /calls/{call_control_id}/actions/enqueue",
    commandId: true,
  },
  leave: { given: [call], sends: "POST /calls/{call_control_id}/actions/leave_queue", commandId: true },
  "calls.list": {
    given: [queue, { page: { size: 50 } }],
    sends: "GET /queues/{queue_name}/calls?page[size]=50",
    answer: "page",
  },
  "calls.retrieve": { given: [queue, call], sends: "GET /queues/{queue_name}/calls/{call_control_id}" },
  "calls.update": {
    given: [queue, call, { keep_after_hangup: true }],
    sends: "PATCH /queues/{queue_name}/calls/{call_control_id}",
    answer: "nothing",
  },
  "calls.remove": {
    given: [queue, call],
    sends: "DELETE /queues/{queue_name}/calls/{call_control_id}",
    answer: "nothing",
  },
});
