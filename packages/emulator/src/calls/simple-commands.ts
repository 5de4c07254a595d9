import { endLeg } from "../world/end-leg.js";
import type { Leg, SupervisorRole } from "../world/leg.js";
import { problems } from "../world/problem.js";
import { requireBetween } from "../world/require-between.js";
import type { World } from "../world/world.js";
import { requireClientState } from "./client-state.js";

const rejections = {
  CALL_REJECTED: { cause: "call_rejected", sip: "603" },
  USER_BUSY: { cause: "user_busy", sip: "486" },
} as const;

/** `reject`: an inbound call that was not answered. */
export function reject(world: World, leg: Leg, body: { readonly cause: keyof typeof rejections }): void {
  if (leg.direction === "outgoing") throw problems.invalidCommand("Only an inbound call can be rejected.");
  if (leg.state !== "ringing" || leg.answering)
    throw problems.invalidCommand("The call has been answered already; hang it up instead.");
  leg.ending = true;
  const { cause, sip } = rejections[body.cause];
  world.after(leg, world.settings.timings.hangup, () => endLeg(world, leg, { cause, source: "callee", sip }));
}

/** `client_state_update`: later events of the leg carry it. */
export function updateClientState(_world: World, _leg: Leg, body: { readonly client_state: string }): void {
  requireClientState(body.client_state);
}

/** @throws {Problem} 90014 for keys that no telephone has. */
export function requireDigits(digits: string, pointer: string): void {
  if (/^[0-9A-DwW*#]+$/.test(digits)) return;
  throw problems.invalid("90014", "Invalid digits", "The digits may be 0-9, A-D, *, #, w and W.", pointer);
}

/** `send_dtmf`: the party hears keys. */
export function sendDtmf(
  _world: World,
  leg: Leg,
  body: { readonly digits: string; readonly duration_millis?: number },
): void {
  requireDigits(body.digits, "/digits");
  requireBetween(body.duration_millis ?? 250, 100, 500, "duration_millis", "90027");
  leg.party.keysHeard += body.digits;
}

/** `send_sip_info`: accepted; the event that the other leg would get has no schema and is not sent. */
export function sendSipInfo(): void {}

/** `suppression_start` and `suppression_stop`: accepted; nobody hears the difference. */
export function suppressNoise(): void {}

/** `switch_supervisor_role`: a leg that supervises another one. */
export function switchSupervisorRole(_world: World, leg: Leg, body: { readonly role: SupervisorRole }): void {
  if (!leg.supervises) throw problems.badRequest("This call does not supervise another one.");
  leg.supervises.role = body.role;
}

/** `refer`: asks the other end to call somebody else; that party's behaviour decides the outcome. */
export function refer(world: World, leg: Leg, body: { readonly sip_address: string }): void {
  // Any time, says the documentation; but a phone that still rings has nobody to ask.
  if (leg.direction === "outgoing" && leg.answeredMicros === undefined) throw problems.notAnswered("refer");
  const { refer: started, referOutcome } = world.settings.timings;
  const does = world.settings.callee(leg.from, body.sip_address).does ?? "answer";
  const response = { answer: 200, ring: 408, busy: 486, reject: 603, not_found: 404, fail: 503, deny: 403 }[does];
  const event = response === 200 ? "call.refer.completed" : "call.refer.failed";
  world.after(leg, started, () => world.emit(leg, "call.refer.started", { sip_notify_response: 100 }));
  world.after(leg, started + referOutcome, () => world.emit(leg, event, { sip_notify_response: response }));
}
