import type { Platform } from "../platform/platform.js";
import { formatTimestamp } from "../platform/time.js";

/** Keeps what `GET /call_events` shows of a command. */
export function recordCommand(platform: Platform, name: string, legId: unknown, sessionId: unknown): void {
  platform.store.callEvents.set(platform.ids.uuid(), {
    record_type: "call_event",
    type: "command",
    name,
    call_leg_id: legId,
    call_session_id: sessionId,
    event_timestamp: formatTimestamp(platform.nowMicros()),
    metadata: {},
  });
}
