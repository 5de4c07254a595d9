import { callEventsOf } from "../../resources/store.js";
import { formatTimestamp } from "../../time/format.js";
import type { World } from "../../world/world.js";

/** Keeps what `GET /call_events` shows of a command. */
export function recordCommand(world: World, name: string, legId: unknown, sessionId: unknown): void {
  callEventsOf(world).set(world.ids.uuid(), {
    record_type: "call_event",
    type: "command",
    name,
    call_leg_id: legId,
    call_session_id: sessionId,
    event_timestamp: formatTimestamp(world.nowMicros()),
    metadata: {},
  });
}
