import { applicationsOf } from "../resources/applications.js";
import { createLeg } from "../world/create-leg.js";
import { atEnd, endLeg } from "../world/end-leg.js";
import { isActive, isAnswered, type Leg } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { enqueueAudio } from "./audio.js";
import { connectLegs, unbridge } from "./bridge.js";
import { requireClientState } from "./client-state.js";
import { checkMedia, type MediaOptions, prepareMedia } from "./media-options.js";
import { checkOutbound, type OutboundFields, startOutbound } from "./outbound.js";
import { playbackItem } from "./playback.js";
import { requireParty, requireProfile } from "./require-dial.js";
import { overridesOf, type WebhookFields } from "./webhook-overrides.js";

export interface TransferBody extends MediaOptions, WebhookFields, OutboundFields {
  readonly to: string;
  readonly from?: string;
  readonly target_leg_client_state?: string;
  readonly park_after_unbridge?: string;
}

/** `transfer`: dials somebody in the same session and connects both when that one answers. */
export function transfer(world: World, leg: Leg, body: TransferBody): void {
  if (!isAnswered(leg) && !world.settings.behaviour.transferUnanswered) throw problems.notAnswered("transfer");
  requireParty(body.to, "/to");
  requireClientState(body.target_leg_client_state, "/target_leg_client_state");
  checkMedia(body);
  checkOutbound(body);
  const application = applicationsOf(world).get(leg.connectionId);
  if (application) requireProfile(application);
  const webhooks = overridesOf(world, body);
  const from = body.from ?? leg.to;
  const target = createLeg(world, {
    direction: "outgoing",
    from,
    to: body.to,
    connectionId: leg.connectionId,
    sessionId: leg.sessionId,
    clientState: body.target_leg_client_state,
    webhooks,
    behaviour: world.settings.callee(from, body.to, body.answering_machine_detection),
  });
  leg.parkAfterUnbridge = body.park_after_unbridge === "self";
  prepareMedia(world, target, body);
  // The audio of a transfer is what the destination hears before it is connected; it has no events.
  const { audio_url: _audio, media_name: _name, ...outbound } = body;
  startOutbound(world, target, outbound);
  let bridged = false;
  const connect = () => {
    if (!isActive(leg) || !isActive(target)) return;
    if (leg.peer) unbridge(world, leg);
    world.after(target, world.settings.timings.bridge, () => {
      bridged = connectLegs(world, leg, target);
    });
  };
  target.onAnswer.push(() => {
    if (body.audio_url === undefined && body.media_name === undefined) return connect();
    enqueueAudio(world, target, target.audio, { ...playbackItem(world, body, { onEnd: connect }), silent: true });
  });
  atEnd(leg, "others", () => {
    if (!isAnswered(target)) endLeg(world, target, { cause: "originator_cancel", source: "caller", sip: "487" });
    else if (!bridged && world.settings.behaviour.transferWithoutCaller === "ends")
      endLeg(world, target, { cause: "normal_clearing", source: "caller", sip: "200" });
  });
}
