import { endLeg } from "../world/end-leg.js";
import type { HangupReason, Leg } from "../world/leg.js";
import type { World } from "../world/world.js";

/** `hangup`: ends the leg a moment later; until then no command reaches it any more. */
export function hangup(world: World, leg: Leg, body: { readonly custom_headers?: Leg["headers"] } = {}): void {
  leg.ending = true;
  world.after(leg, world.settings.timings.hangup, () => {
    endLeg(world, leg, { ...commandedEnd(leg), ...(body.custom_headers ? { headers: body.custom_headers } : {}) });
  });
}

/** The platform is the caller of an outbound leg and the callee of an inbound one; it acts for that side. */
function commandedEnd(leg: Leg): HangupReason {
  const source = leg.direction === "outgoing" ? "caller" : "callee";
  const sip = leg.answeredMicros === undefined && leg.direction === "outgoing" ? "487" : "unspecified";
  return { cause: "normal_clearing", source, sip };
}

/** The party hangs up, or gives up before the answer. */
export function remoteHangup(world: World, leg: Leg): void {
  const source = leg.direction === "outgoing" ? "callee" : "caller";
  const [cause, sip] =
    leg.answeredMicros === undefined ? (["originator_cancel", "487"] as const) : (["normal_clearing", "200"] as const);
  endLeg(world, leg, { cause, source, sip });
}
