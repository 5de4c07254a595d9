import { atEnd } from "../world/end-leg.js";
import type { Leg } from "../world/leg.js";
import { perWorld } from "../world/per-world.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";

export interface EnqueueBody {
  readonly queue_name: string;
  readonly max_size?: number;
  readonly max_wait_time_secs?: number;
  readonly keep_after_hangup?: boolean;
}

/** Calls that wait for somebody; made by the first of them, or beforehand. */
export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly createdMicros: number;
  updatedMicros: number;
  maxSize: number;
  /** The one that waits longest first; among them ended calls that keep their place. */
  readonly legs: Leg[];
  /** Waiting times of those who left, for the average. */
  waitedSecs: number;
  left: number;
}

/** Queues by name. */
export const queuesOf = perWorld(() => new Map<string, Queue>());

export type DequeueReason = "bridged" | "bridging-in-process" | "hangup" | "leave" | "timeout";

/** Makes a queue, whose name is free. */
export function createQueue(world: World, name: string, maxSize: number): Queue {
  const micros = world.nowMicros();
  const times = { createdMicros: micros, updatedMicros: micros };
  const queue: Queue = { id: world.ids.uuid(), name, ...times, maxSize, legs: [], waitedSecs: 0, left: 0 };
  queuesOf(world).set(name, queue);
  forgetWhenIdle(world, queue);
  return queue;
}

/** How long an empty queue lives; "a period" is all that is documented. */
const idleMs = 300_000;

function forgetWhenIdle(world: World, queue: Queue): void {
  const { left } = queue;
  world.scheduler.schedule(
    idleMs,
    () => {
      const idle = queue.legs.length === 0 && queue.left === left;
      if (idle && queuesOf(world).get(queue.name) === queue) queuesOf(world).delete(queue.name);
    },
    { background: true },
  );
}

/** `enqueue`: the call waits at the end of a queue; out of a bridge, where it is in one. */
export function enqueue(world: World, leg: Leg, body: EnqueueBody, unbridge: (leg: Leg) => void): void {
  const name = body.queue_name;
  if (leg.queue)
    throw problems.state("90038", "Call already in queue", `The call waits in the queue ${leg.queue.name} already.`);
  const known = queuesOf(world).get(name);
  if (known && body.max_size !== undefined && body.max_size !== known.maxSize) {
    throw problems.state(
      "90037",
      "Queue max_size cannot be modified",
      `The queue ${name} has max_size ${known.maxSize}.`,
    );
  }
  if (known && known.legs.length >= known.maxSize)
    throw problems.state("90036", "Queue full", `The queue ${name} holds ${known.maxSize} calls already.`);
  const queue = known ?? createQueue(world, name, body.max_size ?? 100);
  unbridge(leg);
  queue.legs.push(leg);
  leg.queue = { name, sinceMicros: world.nowMicros(), keepAfterHangup: body.keep_after_hangup === true };
  leg.state = world.move("leg", leg.state, "queued");
  atEnd(leg, "queue", () => leaveQueue(world, leg, "hangup"), "queue");
  world.emit(leg, "call.enqueued", {
    queue: name,
    current_position: queue.legs.length,
    queue_avg_wait_time_secs: queue.left === 0 ? 0 : Math.round(queue.waitedSecs / queue.left),
  });
  if (body.max_wait_time_secs !== undefined) {
    const { queue: waiting } = leg;
    world.after(leg, body.max_wait_time_secs * 1000, () => leg.queue === waiting && leaveQueue(world, leg, "timeout"), {
      background: true,
    });
  }
}

/** `leave_queue`: the call is parked again. */
export function leaveQueueCommand(world: World, leg: Leg): void {
  if (!leg.queue) throw problems.state("90035", "Call not in queue", "The call waits in no queue.");
  leaveQueue(world, leg, "leave");
}

/** Takes a call out of its queue and reports it. One that hangs up may keep its place; nothing is reported then. */
export function leaveQueue(world: World, leg: Leg, reason: DequeueReason): void {
  const waiting = leg.queue;
  const queue = waiting && queuesOf(world).get(waiting.name);
  if (!waiting || !queue || (reason === "hangup" && waiting.keepAfterHangup)) return;
  const position = queue.legs.indexOf(leg) + 1;
  const waited = Math.floor((world.nowMicros() - waiting.sinceMicros) / 1_000_000);
  queue.legs.splice(position - 1, 1);
  queue.waitedSecs += waited;
  queue.left += 1;
  leg.queue = undefined;
  if (queue.legs.length === 0) forgetWhenIdle(world, queue);
  if (leg.state === "ended") return;
  if (reason !== "hangup") leg.state = world.move("leg", leg.state, "parked");
  world.emit(leg, "call.dequeued", {
    queue: waiting.name,
    queue_position: position,
    reason,
    wait_time_secs: waited,
  });
}

/** The call that waits longest; it leaves the queue whatever becomes of the bridge. */
export function headOfQueue(world: World, name: string): Leg {
  const head = queuesOf(world).get(name)?.legs[0];
  if (!head) throw problems.state("90035", "Call not in queue", `No call waits in the queue ${name}.`);
  leaveQueue(world, head, "bridging-in-process");
  if (head.state === "ended")
    throw problems.state("90018", "Call has already ended", `The call from ${head.from} to ${head.to} kept its place.`);
  return head;
}
