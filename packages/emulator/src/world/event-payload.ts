import { formatTimestamp } from "../time/format.js";
import type { Leg } from "./leg.js";

/**
 * Which of a leg's facts an event carries beside its ids and `client_state`. Where recorded webhooks and the
 * specification differ, the recording wins.
 */
interface Facts {
  readonly parties?: true;
  /** `incoming`: on events of such legs only. */
  readonly start?: true | "incoming";
  readonly headers?: true;
  /** `flow_destination`, for incoming calls; the end of one that nobody answered has none. */
  readonly flow?: true;
  /** `calling_party_type`: on every recorded webhook of a call; conferences have none. */
  readonly noPartyType?: true;
  /** The event is that of a conference: it names no leg. */
  readonly noLeg?: true;
  /** The event has nothing of a call at all. */
  readonly bare?: true;
}

const parties: Facts = { parties: true };
const conference: Facts = { noPartyType: true };
const everybody: Facts = { noPartyType: true, noLeg: true };
const facts: Readonly<Record<string, Facts>> = {
  "call.initiated": { parties: true, start: "incoming", headers: true, flow: true },
  "call.answered": { parties: true, start: true, headers: true },
  "call.bridged": { parties: true, start: true },
  "call.hangup": { parties: true, start: true, headers: true, flow: true },
  "call.recording.saved": { flow: true },
  "call.hold": parties,
  "call.unhold": parties,
  "call.dtmf.received": parties,
  "call.gather.ended": parties,
  "call.ai_gather.ended": parties,
  "call.ai_gather.message_history_updated": parties,
  "call.ai_gather.partial_results": parties,
  "call.conversation.created": parties,
  "call.conversation.start_failed": parties,
  "call.conversation.ended": parties,
  "call.machine.detection.ended": parties,
  "call.machine.greeting.ended": parties,
  "call.machine.premium.detection.ended": parties,
  "call.machine.premium.greeting.ended": parties,
  "call.refer.started": parties,
  "call.refer.completed": parties,
  "call.refer.failed": parties,
  conversation_insight_result: { bare: true },
  "conference.created": conference,
  "conference.ended": conference,
  "conference.floor.changed": conference,
  "conference.participant.joined": conference,
  "conference.participant.left": conference,
  "conference.participant.playback.ended": conference,
  "conference.participant.playback.started": conference,
  "conference.participant.speak.ended": conference,
  "conference.participant.speak.started": conference,
  "conference.recording.saved": conference,
  "conference.playback.ended": everybody,
  "conference.playback.started": everybody,
  "conference.speak.ended": everybody,
  "conference.speak.started": everybody,
};

/** Builds the payload of an event, keys in alphabetical order as on the wire. The only place where payloads are made. */
export function buildPayload(
  leg: Leg,
  type: string,
  details: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const wanted = facts[type] ?? {};
  if (wanted.bare) return sortKeys({ ...details });
  return sortKeys({
    ...(wanted.noLeg ? {} : { call_control_id: leg.id, call_leg_id: leg.legId, call_session_id: leg.sessionId }),
    client_state: leg.clientState,
    connection_id: leg.connectionId,
    ...(wanted.noPartyType ? {} : { calling_party_type: leg.callingPartyType }),
    ...(wanted.parties ? { from: leg.from, to: leg.to } : {}),
    ...(wanted.start === true || wanted.start === leg.direction
      ? { start_time: formatTimestamp(leg.startMicros) }
      : {}),
    ...(wanted.flow && hasFlow(leg, type) ? { flow_destination: "telnyx_number_cc_app" } : {}),
    ...(wanted.headers && leg.headers.length > 0 ? { custom_headers: leg.headers } : {}),
    ...details,
  });
}

const hasFlow = ({ direction, answeredMicros }: Leg, type: string): boolean =>
  direction === "incoming" && (type !== "call.hangup" || answeredMicros !== undefined);

function sortKeys(payload: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(payload).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
