import { formatTimestamp } from "../time/format.js";
import type { HangupCause, Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { stopAudio } from "./audio.js";
import { releasePeer } from "./bridge.js";
import { endConversation } from "./conversation.js";
import { reportCost } from "./cost.js";
import { endGather } from "./gather.js";
import { leaveQueue } from "./queue.js";
import { endRecordings } from "./recording.js";
import { stopService } from "./service.js";

export interface HangupReason {
  readonly cause: HangupCause;
  readonly source: "caller" | "callee" | "unknown";
  /** The SIP status, or `unspecified` where there was none. */
  readonly sip: string;
  readonly telnyxError?: string;
  /** Headers of the BYE, which the event shows. */
  readonly headers?: Leg["headers"];
}

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

/** The person at the other end hangs up, or gives up before the answer. */
export function remoteHangup(world: World, leg: Leg): void {
  const source = leg.direction === "outgoing" ? "callee" : "caller";
  const [cause, sip] =
    leg.answeredMicros === undefined ? (["originator_cancel", "487"] as const) : (["normal_clearing", "200"] as const);
  endLeg(world, leg, { cause, source, sip });
}

/**
 * Ends a leg and everything that runs on it. The order of the events is the one that recorded calls show where there
 * is one: prompts and gather, streams, queue, then `call.hangup`, then what outlives the leg.
 */
export function endLeg(world: World, leg: Leg, reason: HangupReason): void {
  if (leg.state === "ended") return;
  leg.ending = true;
  stopAudio(world, leg, leg.overlay, "call_hangup", true);
  stopAudio(world, leg, leg.audio, "call_hangup", true);
  endGather(world, leg, "call_hangup");
  for (const kind of ["streaming", "fork", "transcription"] as const) stopService(world, leg, kind);
  stopService(world, leg, "siprec", { hangup_cause: reason.cause });
  for (const then of leg.onBeforeEnd.splice(0)) then();
  leaveQueue(world, leg, "hangup");
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
      telnyx_error: reason.telnyxError ? { error_code: reason.telnyxError } : null,
      call_quality_stats: qualityOf(leg),
      ...(headers.length > 0 ? { custom_headers: headers } : {}),
    },
    end,
  );
  if (leg.peer) {
    const { peer } = leg;
    leg.peer = undefined;
    peer.peer = undefined;
    releasePeer(world, peer, opposite[reason.source]);
  }
  endConversation(world, leg, null, world.settings.timings.conversationEnded);
  endRecordings(world, leg);
  reportCost(world, leg);
  for (const timer of leg.timers) world.scheduler.cancel(timer);
  leg.timers.clear();
  for (const then of leg.onEnd.splice(0)) then();
}

const opposite = { caller: "callee", callee: "caller", unknown: "unknown" } as const;

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
