import { formatTimestamp } from "../time/format.js";
import type { Ending, HangupReason, Leg } from "./leg.js";
import type { World } from "./world.js";

/** Ended calls can be asked about for ten minutes. */
const retentionMs = 600_000;

/** Ends services before and after `call.hangup`, in the order of recorded calls if there is one. */
const beforeHangup = ["report", "overlay", "prompt", "gather", "media", "siprec", "room", "queue"] as const;
const afterHangup = ["bridge", "conversation", "recording", "cost", "others"] as const;
export type Stage = (typeof beforeHangup | typeof afterHangup)[number];

/** Says how something ends with its leg, in the place of what the same owner said before. Returns how to take it back. */
export function atEnd(leg: Leg, stage: Stage, run: Ending["run"], owner: unknown = run): () => void {
  leg.endings.set(owner, { stage, run });
  return () => void leg.endings.delete(owner);
}

/** Ends a leg and everything that runs on it. */
export function endLeg(world: World, leg: Leg, reason: HangupReason): void {
  if (leg.state === "ended") return;
  leg.ending = true;
  runEndings(leg, beforeHangup, reason);
  reportHangup(world, leg, reason);
  for (const timer of leg.timers) world.scheduler.cancel(timer);
  leg.timers.clear();
  runEndings(leg, afterHangup, reason);
}

function runEndings(leg: Leg, stages: readonly Stage[], reason: HangupReason): void {
  for (const stage of stages) {
    for (const ending of [...leg.endings.values()]) if (ending.stage === stage) ending.run(reason);
  }
}

function reportHangup(world: World, leg: Leg, reason: HangupReason): void {
  const end = world.stamp(leg);
  leg.state = world.move("leg", leg.state, "ended");
  leg.endMicros = end;
  const headers = [...leg.headers, ...(reason.headers ?? [])];
  world.emit(
    leg,
    "call.hangup",
    {
      hangup_cause: reason.cause,
      hangup_source: reason.source,
      sip_hangup_cause: reason.sip,
      end_time: formatTimestamp(end),
      telnyx_error: errorOf(leg, reason),
      call_quality_stats: qualityOf(leg),
      ...(headers.length > 0 ? { custom_headers: headers } : {}),
    },
    end,
  );
  world.scheduler.schedule(retentionMs, () => void world.legs.delete(leg.id), { background: true });
}

/** Null if there is no value, but for the end of a dialled call that was answered: recorded ones have no such field. */
function errorOf(leg: Leg, { telnyxError }: HangupReason): { readonly error_code: string } | null | undefined {
  if (telnyxError) return { error_code: telnyxError };
  return leg.direction === "outgoing" && leg.answeredMicros !== undefined ? undefined : null;
}

/** Numbers as strings, 50 packets a second; null where no sound ever flowed. */
function qualityOf(leg: Leg): Record<string, unknown> | null {
  if (leg.answeredMicros === undefined || leg.endMicros === undefined) return null;
  const packets = String(Math.max(0, Math.round((leg.endMicros - leg.answeredMicros) / 20_000)));
  return {
    inbound: {
      jitter_max_variance: "0.00",
      jitter_packet_count: "0",
      mos: "4.50",
      packet_count: packets,
      skip_packet_count: "0",
    },
    outbound: { packet_count: packets, skip_packet_count: "0" },
  };
}
