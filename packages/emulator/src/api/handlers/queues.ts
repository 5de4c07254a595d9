import { createQueue, leaveQueue, type Queue, queuesOf } from "../../calls/queue.js";
import { formatTimestamp } from "../../time/format.js";
import type { Leg } from "../../world/leg.js";
import { Problem, problems } from "../../world/problem.js";
import type { World } from "../../world/world.js";
import { type Handler, noContent, ok } from "./handler.js";
import { numberedPage } from "./paging.js";

const waitedSecs = (world: World, leg: Leg): number =>
  Math.floor((world.nowMicros() - (leg.queue?.sinceMicros ?? world.nowMicros())) / 1_000_000);

function show(world: World, queue: Queue) {
  const waited = queue.legs.reduce((total, leg) => total + waitedSecs(world, leg), 0);
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

function showCall(world: World, queue: Queue, leg: Leg) {
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
    wait_time_secs: waitedSecs(world, leg),
    is_alive: leg.state !== "ended",
  };
}

function find(world: World, name: string | undefined): Queue {
  const queue = queuesOf(world).get(name ?? "");
  if (!queue) throw problems.notFound("The queue");
  return queue;
}

function findCall(world: World, params: Readonly<Record<string, string>>) {
  const queue = find(world, params.queue_name);
  const leg = queue.legs.find(({ id }) => id === params.call_control_id);
  if (!leg) throw problems.notFound("The call in this queue");
  return { queue, leg };
}

const list: Handler = (world, { query }) =>
  numberedPage(
    [...queuesOf(world).values()].map((queue) => show(world, queue)),
    query,
  );

const create: Handler = (world, { body }) => {
  const name = String(body.queue_name);
  if (queuesOf(world).has(name))
    throw problems.invalid("10012", "Duplicate resource", `There is a queue ${name} already.`, "/queue_name");
  return ok(show(world, createQueue(world, name, (body.max_size as number | undefined) ?? 300)));
};

const retrieve: Handler = (world, { params }) => ok(show(world, find(world, params.queue_name)));

const update: Handler = (world, { params, body }) => {
  const queue = find(world, params.queue_name);
  queue.maxSize = body.max_size as number;
  queue.updatedMicros = world.nowMicros();
  return ok(show(world, queue));
};

const remove: Handler = (world, { params }) => {
  const queue = find(world, params.queue_name);
  if (queue.legs.length > 0)
    throw new Problem(
      400,
      "90050",
      "Unable to delete queue",
      `${queue.legs.length} calls wait in the queue ${queue.name}.`,
    );
  queuesOf(world).delete(queue.name);
  return noContent;
};

const listCalls: Handler = (world, { params, query }) => {
  const queue = find(world, params.queue_name);
  return numberedPage(
    queue.legs.map((leg) => showCall(world, queue, leg)),
    query,
  );
};

const retrieveCall: Handler = (world, { params }) => {
  const { queue, leg } = findCall(world, params);
  return ok(showCall(world, queue, leg));
};

const updateCall: Handler = (world, { params, body }) => {
  const { leg } = findCall(world, params);
  if (leg.queue && body.keep_after_hangup !== undefined) leg.queue.keepAfterHangup = body.keep_after_hangup === true;
  return noContent;
};

/** Meant for calls that are over; one that is up leaves as by `leave_queue`. */
const removeCall: Handler = (world, { params }) => {
  leaveQueue(world, findCall(world, params).leg, "leave");
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
