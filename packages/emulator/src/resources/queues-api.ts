import { type Handler, noContent, ok } from "../api/handler.js";
import { Problem, problems } from "../api/problem.js";
import type { Leg } from "../calls/leg.js";
import { createQueue, leaveQueue, type Queue } from "../calls/queue.js";
import type { Platform } from "../platform/platform.js";
import { formatTimestamp } from "../platform/time.js";
import { numberedPage } from "./paging.js";

const waitedSecs = (platform: Platform, leg: Leg): number =>
  Math.floor((platform.nowMicros() - (leg.queue?.sinceMicros ?? platform.nowMicros())) / 1_000_000);

function show(platform: Platform, queue: Queue) {
  const waited = queue.legs.reduce((total, leg) => total + waitedSecs(platform, leg), 0);
  return {
    record_type: "queue",
    id: queue.id,
    name: queue.name,
    current_size: queue.legs.length,
    max_size: queue.maxSize,
    average_wait_time_secs: queue.legs.length === 0 ? 0 : Math.round(waited / queue.legs.length),
    created_at: formatTimestamp(queue.createdMicros),
    updated_at: formatTimestamp(queue.updatedMicros),
  };
}

function showCall(platform: Platform, queue: Queue, leg: Leg) {
  return {
    record_type: "queue_call",
    call_control_id: leg.id,
    call_leg_id: leg.legId,
    call_session_id: leg.sessionId,
    connection_id: leg.connectionId,
    from: leg.from,
    to: leg.to,
    queue_id: queue.id,
    queue_position: queue.legs.indexOf(leg) + 1,
    enqueued_at: formatTimestamp(leg.queue?.sinceMicros ?? queue.createdMicros),
    wait_time_secs: waitedSecs(platform, leg),
    is_alive: leg.state !== "ended",
  };
}

function find(platform: Platform, name: string | undefined): Queue {
  const queue = platform.queues.get(name ?? "");
  if (!queue) throw problems.notFound("The queue");
  return queue;
}

function findCall(platform: Platform, params: Readonly<Record<string, string>>) {
  const queue = find(platform, params.queue_name);
  const leg = queue.legs.find(({ id }) => id === params.call_control_id);
  if (!leg) throw problems.notFound("The call in this queue");
  return { queue, leg };
}

const list: Handler = (platform, { query }) =>
  numberedPage(
    [...platform.queues.values()].map((queue) => show(platform, queue)),
    query,
  );

const create: Handler = (platform, { body }) => {
  const name = String(body.queue_name);
  if (platform.queues.has(name))
    throw problems.invalid("10012", "Duplicate resource", `There is a queue ${name} already.`, "/queue_name");
  return ok(show(platform, createQueue(platform, name, (body.max_size as number | undefined) ?? 300)));
};

const retrieve: Handler = (platform, { params }) => ok(show(platform, find(platform, params.queue_name)));

const update: Handler = (platform, { params, body }) => {
  const queue = find(platform, params.queue_name);
  queue.maxSize = body.max_size as number;
  queue.updatedMicros = platform.nowMicros();
  return ok(show(platform, queue));
};

const remove: Handler = (platform, { params }) => {
  const queue = find(platform, params.queue_name);
  if (queue.legs.length > 0)
    throw new Problem(
      400,
      "90050",
      "Unable to delete queue",
      `${queue.legs.length} calls wait in the queue ${queue.name}.`,
    );
  platform.queues.delete(queue.name);
  return noContent;
};

const listCalls: Handler = (platform, { params, query }) => {
  const queue = find(platform, params.queue_name);
  return numberedPage(
    queue.legs.map((leg) => showCall(platform, queue, leg)),
    query,
  );
};

const retrieveCall: Handler = (platform, { params }) => {
  const { queue, leg } = findCall(platform, params);
  return ok(showCall(platform, queue, leg));
};

const updateCall: Handler = (platform, { params, body }) => {
  const { leg } = findCall(platform, params);
  if (leg.queue && body.keep_after_hangup !== undefined) leg.queue.keepAfterHangup = body.keep_after_hangup === true;
  return noContent;
};

/** Meant for calls that are over; one that is up leaves as by `leave_queue`. */
const removeCall: Handler = (platform, { params }) => {
  leaveQueue(platform, findCall(platform, params).leg, "leave");
  return noContent;
};

export const queueHandlers: Readonly<Record<string, Handler>> = {
  "queues.list": list,
  "queues.create": create,
  "queues.retrieve": retrieve,
  "queues.update": update,
  "queues.delete": remove,
  "queues.calls.list": listCalls,
  "queues.calls.retrieve": retrieveCall,
  "queues.calls.update": updateCall,
  "queues.calls.remove": removeCall,
};
