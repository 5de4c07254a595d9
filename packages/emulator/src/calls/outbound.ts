import type { PlaybackSource } from "../resources/media-store.js";
import { atEnd, endLeg } from "../world/end-leg.js";
import type { HangupReason, Leg } from "../world/leg.js";
import { requireBetween } from "../world/require-between.js";
import type { World } from "../world/world.js";
import { markAnswered } from "./answer.js";
import { enqueueAudio } from "./audio.js";
import { reportCost } from "./cost.js";
import { type DetectionFields, prepareDetection } from "./machine-detection.js";
import { runScript } from "./party.js";
import { playbackItem } from "./playback.js";
import { requireDigits, sendDtmf } from "./simple-commands.js";

export interface OutboundFields extends DetectionFields, PlaybackSource {
  readonly timeout_secs?: number;
  readonly time_limit_secs?: number;
  readonly retry_on_timeout?: boolean;
  readonly send_digits_on_answer?: string | undefined;
}

const failures = {
  busy: { cause: "user_busy", source: "callee", sip: "486" },
  reject: { cause: "call_rejected", source: "callee", sip: "603" },
  not_found: { cause: "not_found", source: "callee", sip: "404" },
  fail: { cause: "call_rejected", source: "callee", sip: "503" },
  deny: { cause: "call_rejected", source: "callee", sip: "403", telnyxError: "D13" },
} as const satisfies Record<string, HangupReason>;

/** Refuses what could not be dialled; before a leg is made for it. */
export function checkOutbound({
  timeout_secs: timeout = 30,
  time_limit_secs: limit = 14_400,
  send_digits_on_answer: digits,
}: OutboundFields): void {
  requireBetween(timeout, 5, 600, "timeout_secs", "90028");
  requireBetween(limit, 30, 14_400, "time_limit_secs", "90029");
  if (digits) requireDigits(digits, "/send_digits_on_answer");
}

/** Lets an outbound leg ring: reports it, and does what the called party does. */
export function startOutbound(world: World, leg: Leg, body: OutboundFields): void {
  const { timeout_secs: timeout = 30, time_limit_secs: limit = 14_400 } = body;
  prepareDetection(world, leg, body);
  if (body.audio_url !== undefined || body.media_name !== undefined) {
    leg.onAnswer.push(() => enqueueAudio(world, leg, leg.audio, playbackItem(world, body)));
  }
  if (body.send_digits_on_answer)
    leg.onAnswer.push(() => sendDtmf(world, leg, { digits: body.send_digits_on_answer ?? "" }));
  leg.onAnswer.push(() => {
    world.after(
      leg,
      limit * 1000,
      () => endLeg(world, leg, { cause: "time_limit", source: "unknown", sip: "unspecified" }),
      { background: true },
    );
    if (leg.party.behaviour.script) runScript(world, leg, leg.party.behaviour.script);
  });
  // A leg that is hung up at once was initiated all the same, and says so first.
  const initiated = atEnd(leg, "report", () => reportInitiated(world, leg));
  reportCost(world, leg);
  world.after(leg, world.settings.timings.dial, () => {
    initiated();
    reportInitiated(world, leg);
    const cause = body.retry_on_timeout === false ? "no_answer" : "timeout";
    const end = () => endLeg(world, leg, { cause, source: "unknown", sip: "408" });
    const giveUp = world.after(leg, timeout * 1000, end, { background: true });
    leg.onAnswer.push(() => world.cancel(leg, giveUp));
    pickUp(world, leg);
  });
}

function reportInitiated(world: World, leg: Leg): void {
  const uri = (party: string) => (party.startsWith("sip:") ? party.slice(4) : `${party}@sip.telnyx.com`);
  const uris = { from_sip_uri: uri(leg.from), to_sip_uri: uri(leg.to) };
  world.emit(leg, "call.initiated", { direction: "outgoing", state: "bridging", ...uris });
}

function pickUp(world: World, leg: Leg): void {
  const { does = "answer", afterMs = world.settings.timings.pickup } = leg.party.behaviour;
  if (does === "ring") return;
  world.after(leg, does === "deny" ? 0 : afterMs, () => {
    if (does === "answer") markAnswered(world, leg);
    else endLeg(world, leg, failures[does]);
  });
}
