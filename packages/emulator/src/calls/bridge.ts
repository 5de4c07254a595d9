import { problems } from "../api/problem.js";
import type { Platform } from "../platform/platform.js";
import { endLeg, type HangupReason } from "./hangup.js";
import { isActive, isAnswered, type Leg } from "./leg.js";
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
export function bridge(platform: Platform, leg: Leg, body: BridgeBody): void {
  const target = targetOf(platform, body);
  if (target === leg) throw problems.badRequest("A call can't be bridged with itself.", "/call_control_id");
  if (body.prevent_double_bridge && target.peer)
    throw problems.badRequest("The other call is bridged already.", "/call_control_id");
  leg.parkAfterUnbridge = body.park_after_unbridge === "self" || body.hold_after_unbridge === true;
  const connect = () => {
    platform.after(leg, platform.settings.timings.bridge, () => {
      if (!connectLegs(platform, leg, target)) return;
      startRecordingOf(platform, leg, body);
    });
  };
  // A target that still rings is bridged when it answers.
  if (isAnswered(target)) connect();
  else target.onAnswer.push(() => isActive(leg) && connect());
}

function targetOf(platform: Platform, body: BridgeBody): Leg {
  if (body.video_room_id !== undefined) throw problems.notEmulated("Bridging with a video room");
  if (body.queue !== undefined) return headOfQueue(platform, body.queue);
  if (body.call_control_id === undefined)
    throw problems.missing("One of call_control_id and queue is required.", "/call_control_id");
  const target = platform.legs.get(body.call_control_id);
  if (!target) throw problems.unknownCall(422);
  if (!isActive(target)) throw problems.callEnded();
  return target;
}

/** Connects two answered legs and reports it on both; false where one of them is gone. */
export function connectLegs(platform: Platform, a: Leg, b: Leg): boolean {
  if (!isActive(a) || !isActive(b) || !isAnswered(a) || !isAnswered(b)) return false;
  for (const leg of [a, b]) {
    if (leg.queue) leaveQueue(platform, leg, "bridged");
    leg.conference?.leave();
    if (leg.peer && leg.peer !== a && leg.peer !== b) unbridge(platform, leg);
  }
  for (const leg of [a, b]) {
    if (leg.state !== "bridged") leg.state = platform.move("leg", leg.state, "bridged");
  }
  a.peer = b;
  b.peer = a;
  platform.emit(a, "call.bridged");
  platform.emit(b, "call.bridged");
  return true;
}

/** Takes a leg out of its bridge. The other one is parked where it asked for that, else it ends. */
export function unbridge(platform: Platform, leg: Leg): void {
  const { peer } = leg;
  if (!peer) return;
  leg.peer = undefined;
  peer.peer = undefined;
  if (leg.state === "bridged") leg.state = platform.move("leg", leg.state, "parked");
  releasePeer(platform, peer, leg.direction === "outgoing" ? "callee" : "caller");
}

/** What becomes of the leg whose other side is gone. */
export function releasePeer(platform: Platform, peer: Leg, source: HangupReason["source"]): void {
  if (peer.state !== "bridged") return;
  if (peer.parkAfterUnbridge) {
    peer.state = platform.move("leg", peer.state, "parked");
    return;
  }
  platform.after(peer, platform.settings.timings.peerHangup, () => {
    if (peer.peer === undefined && peer.state === "bridged")
      endLeg(platform, peer, { cause: "normal_clearing", source, sip: "unspecified" });
  });
}
