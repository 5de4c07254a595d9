import { atEnd, endLeg } from "../world/end-leg.js";
import { type HangupReason, isActive, isAnswered, type Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { markAnswered } from "./answer.js";
import { type MediaOptions, startRecordingOf } from "./media-options.js";
import { headOfQueue, leaveQueue } from "./queue.js";

export interface BridgeBody extends MediaOptions {
  readonly call_control_id?: string;
  readonly queue?: string;
  readonly video_room_id?: string;
  readonly prevent_double_bridge?: boolean;
  readonly park_after_unbridge?: string;
  readonly hold_after_unbridge?: boolean;
}

/** `bridge`: connects the leg with another one, or with the head of a queue. */
export function bridge(world: World, leg: Leg, body: BridgeBody): void {
  const target = targetOf(world, body);
  if (target === leg) throw problems.badRequest("A call can't be bridged with itself.", "/call_control_id");
  if (body.prevent_double_bridge && target.peer)
    throw problems.badRequest("The other call is bridged already.", "/call_control_id");
  leg.parkAfterUnbridge = body.park_after_unbridge === "self" || body.hold_after_unbridge === true;
  const connect = () => {
    world.after(leg, world.settings.timings.bridge, () => {
      if (!connectLegs(world, leg, target)) return;
      startRecordingOf(world, leg, body);
    });
  };
  // A callee that still rings is bridged when it answers.
  if (isAnswered(target) || target.direction === "incoming") connect();
  else target.onAnswer.push(() => isActive(leg) && connect());
}

function targetOf(world: World, body: BridgeBody): Leg {
  if (body.video_room_id !== undefined) throw problems.notEmulated("Bridging with a video room");
  if (body.queue !== undefined) return headOfQueue(world, body.queue);
  if (body.call_control_id === undefined)
    throw problems.missing("One of call_control_id and queue is required.", "/call_control_id");
  const target = world.legs.get(body.call_control_id);
  if (!target) throw problems.unknownCall(422);
  if (!isActive(target)) throw problems.callEnded();
  return target;
}

/** Connects two answered legs and reports it on both; false where one of them is gone. */
export function connectLegs(world: World, a: Leg, b: Leg): boolean {
  if (!isActive(a) || !isActive(b)) return false;
  // A caller whom nobody has answered rings on until here: the bridge answers.
  for (const leg of [a, b]) if (leg.direction === "incoming" && leg.state === "ringing") markAnswered(world, leg);
  if (!isAnswered(a) || !isAnswered(b)) return false;
  for (const leg of [a, b]) {
    if (leg.queue) leaveQueue(world, leg, "bridged");
    leg.conference?.leave();
    if (leg.peer && leg.peer !== a && leg.peer !== b) unbridge(world, leg);
  }
  for (const leg of [a, b]) {
    if (leg.state !== "bridged") leg.state = world.move("leg", leg.state, "bridged");
  }
  join(world, a, b);
  join(world, b, a);
  world.emit(a, "call.bridged");
  world.emit(b, "call.bridged");
  return true;
}

/** The end of one leg releases the other. */
function join(world: World, leg: Leg, peer: Leg): void {
  leg.peer = peer;
  const end = ({ source }: HangupReason) => {
    if (leg.peer !== peer) return;
    leg.peer = undefined;
    peer.peer = undefined;
    releasePeer(world, peer, opposite[source]);
  };
  atEnd(leg, "bridge", end, "bridge");
}

const opposite = { caller: "callee", callee: "caller", unknown: "unknown" } as const;

/**
 * Takes a leg out of its bridge. The other one is parked where it asked for that, else it ends.
 * A leg whose peer ended a moment ago is saved from following it.
 */
export function unbridge(world: World, leg: Leg): void {
  const { peer } = leg;
  if (leg.state === "bridged") leg.state = world.move("leg", leg.state, "parked");
  if (!peer) return;
  leg.peer = undefined;
  peer.peer = undefined;
  releasePeer(world, peer, leg.direction === "outgoing" ? "callee" : "caller");
}

/** Ends or parks the leg whose other side is gone. */
function releasePeer(world: World, peer: Leg, source: HangupReason["source"]): void {
  if (peer.state !== "bridged") return;
  if (peer.parkAfterUnbridge) {
    peer.state = world.move("leg", peer.state, "parked");
    return;
  }
  world.after(peer, world.settings.timings.peerHangup, () => {
    if (peer.peer === undefined && peer.state === "bridged")
      endLeg(world, peer, { cause: "normal_clearing", source, sip: "unspecified" });
  });
}
