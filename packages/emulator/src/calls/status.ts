import { formatTimestamp } from "../time/format.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";

/** The call as `GET /calls/{id}` shows it. */
export function callStatus(world: World, leg: Leg): Record<string, unknown> {
  const end = leg.endMicros ?? world.nowMicros();
  return {
    record_type: "call",
    call_control_id: leg.id,
    call_leg_id: leg.legId,
    call_session_id: leg.sessionId,
    // A call that was dialled is not alive before somebody answers it.
    is_alive: leg.state !== "ended" && (leg.direction === "incoming" || leg.answeredMicros !== undefined),
    call_duration: leg.answeredMicros === undefined ? 0 : Math.floor((end - leg.answeredMicros) / 1_000_000),
    start_time: formatTimestamp(leg.startMicros),
    ...(leg.endMicros === undefined ? {} : { end_time: formatTimestamp(leg.endMicros) }),
    ...(leg.clientState === null ? {} : { client_state: leg.clientState }),
  };
}
