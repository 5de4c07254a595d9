import { createLeg } from "../world/create-leg.js";
import { atEnd, endLeg } from "../world/end-leg.js";
import { isActive, type Leg, type SupervisorRole } from "../world/leg.js";
import { problems } from "../world/problem.js";
import type { World } from "../world/world.js";
import { connectLegs } from "./bridge.js";
import { requireClientState } from "./client-state.js";
import type { DetectionFields } from "./machine-detection.js";
import { checkMedia, type MediaOptions, prepareMedia } from "./media-options.js";
import { checkOutbound, type OutboundFields, startOutbound } from "./outbound.js";
import { requireConnection, requireParty } from "./require-dial.js";
import { requireHeaders } from "./require-headers.js";
import { callStatus } from "./status.js";
import { overridesOf, type WebhookFields } from "./webhook-overrides.js";

export interface DialBody extends MediaOptions, WebhookFields, DetectionFields, OutboundFields {
  readonly connection_id: string;
  readonly to: string | readonly string[];
  readonly from: string;
  readonly client_state?: string;
  readonly link_to?: string;
  readonly bridge_intent?: boolean;
  readonly bridge_on_answer?: boolean;
  readonly prevent_double_bridge?: boolean;
  readonly park_after_unbridge?: string;
  readonly supervise_call_control_id?: string;
  readonly supervisor_role?: SupervisorRole;
  readonly media_encryption?: string;
}

/** Something else that a dial arranges: refused before a leg is made for it, prepared once it is. */
export interface DialOption {
  check(): void;
  prepare(leg: Leg): void;
}

/** `dial`: one leg, or one for each number of a list of which the first to answer wins. */
export function dial(world: World, body: DialBody, option?: DialOption): Readonly<Record<string, unknown>> {
  requireClientState(body.client_state);
  requireHeaders(body);
  const targets = (Array.isArray(body.to) ? body.to : [body.to]) as readonly string[];
  if (targets.length === 0) throw problems.missing("The 'to' parameter must name somebody.", "/to");
  for (const target of targets) requireParty(stripDigits(target).to, "/to");
  requireParty(body.from, "/from");
  requireConnection(world, body.connection_id);
  option?.check();
  if (
    body.media_encryption &&
    body.media_encryption !== "disabled" &&
    !targets.every((target) => target.startsWith("sip:"))
  ) {
    throw problems.state(
      "10011",
      "Media encryption not supported",
      "Media encryption works for SIP destinations only, not for phone numbers.",
    );
  }
  checkMedia(body);
  for (const target of targets) checkOutbound({ ...body, send_digits_on_answer: digitsOf(target, body) });
  const linked = linkedLeg(world, body);
  const supervised =
    body.supervise_call_control_id === undefined
      ? undefined
      : activeLeg(world, body.supervise_call_control_id, "/supervise_call_control_id");
  const dialled = targets.map((target) => dialOne(world, target, body, { linked, supervised, option }));
  if (dialled.length > 1)
    firstWins(
      world,
      dialled.map(({ leg }) => leg),
    );
  const [first] = dialled;
  return first ? { ...callStatus(world, first.leg), ...first.media } : {};
}

interface DialContext {
  readonly linked: Leg | undefined;
  readonly supervised: Leg | undefined;
  readonly option: DialOption | undefined;
}

interface Dialled {
  readonly leg: Leg;
  /** The part of the response about the recording. */
  readonly media: Readonly<Record<string, unknown>>;
}

function dialOne(world: World, target: string, body: DialBody, { linked, supervised, option }: DialContext): Dialled {
  const { to } = stripDigits(target);
  const from = linked && body.bridge_intent ? linked.from : body.from;
  const leg = createLeg(world, {
    direction: "outgoing",
    from,
    to,
    connectionId: body.connection_id,
    sessionId: (linked ?? supervised)?.sessionId,
    clientState: body.client_state,
    webhooks: overridesOf(world, body),
    behaviour: world.settings.callee(from, to, body.answering_machine_detection),
  });
  leg.parkAfterUnbridge = body.park_after_unbridge === "self";
  const media = prepareMedia(world, leg, body);
  option?.prepare(leg);
  const { settings } = world;
  if (linked && body.bridge_on_answer) {
    leg.onAnswer.push(() => {
      if (body.prevent_double_bridge && linked.peer)
        return endLeg(world, leg, { cause: "normal_clearing", source: "caller", sip: "unspecified" });
      world.after(leg, settings.timings.bridge, () => void connectLegs(world, linked, leg));
    });
  }
  if (supervised) {
    leg.supervises = { leg: supervised, role: body.supervisor_role ?? "barge" };
    leg.onAnswer.push(() => {
      world.after(leg, settings.timings.bridge, () => world.emit(leg, "call.bridged"));
      supervised.supervisors ??= new Set();
      supervised.supervisors.add(leg);
      atEnd(leg, "others", () => supervised.supervisors?.delete(leg));
    });
  }
  startOutbound(world, leg, { ...body, send_digits_on_answer: digitsOf(target, body) });
  return { leg, media };
}

/** The legs of a ring list: when one answers, the others stop to ring. */
function firstWins(world: World, legs: readonly Leg[]): void {
  for (const winner of legs) {
    winner.onAnswer.push(() => {
      for (const leg of legs) {
        if (leg !== winner && leg.answeredMicros === undefined)
          endLeg(world, leg, { cause: "originator_cancel", source: "caller", sip: "487" });
      }
    });
  }
}

function linkedLeg(world: World, body: DialBody): Leg | undefined {
  if (body.link_to !== undefined) return activeLeg(world, body.link_to, "/link_to");
  const needing = (["bridge_intent", "bridge_on_answer", "park_after_unbridge"] as const).find((name) => body[name]);
  if (needing) throw problems.missing(`${needing} needs link_to.`, "/link_to");
  return undefined;
}

function activeLeg(world: World, id: string, pointer: string): Leg {
  const leg = world.legs.get(id);
  if (!leg)
    throw problems.invalid(
      "90015",
      "Invalid Call Control ID",
      "The call_control_id is malformed or names no call.",
      pointer,
    );
  if (!isActive(leg)) throw problems.callEnded();
  return leg;
}

const digitsOf = (target: string, body: DialBody) => body.send_digits_on_answer ?? stripDigits(target).digits;

/** `+12025550142,200`: the number, and the digits to send when it is answered. */
function stripDigits(target: string): { to: string; digits: string | undefined } {
  const [to = "", digits] = target.startsWith("sip:") ? [target] : target.split(",", 2);
  return { to, digits };
}
