import type { Leg } from "../calls/leg.js";
import type { Platform } from "../platform/platform.js";
import { formatTimestamp } from "../platform/time.js";
import type { Conference } from "./conference.js";

/**
 * Reports an event of a conference, about one of its legs or about its creator's. All of them carry the state of the
 * creator, and most their time in the payload too.
 */
export function report(
  platform: Platform,
  conference: Conference,
  type: string,
  details: Readonly<Record<string, unknown>> = {},
  leg: Leg = conference.creator,
): void {
  const micros = platform.stamp(leg);
  const inPayload = !/participant\.(joined|left)$|recording\.saved$/.test(type);
  const shared = {
    client_state: conference.creator.clientState,
    conference_id: conference.id,
    ...(inPayload ? { occurred_at: formatTimestamp(micros) } : {}),
    ...(/\.(speak|playback)\./.test(type) ? { creator_call_session_id: conference.creator.sessionId } : {}),
  };
  platform.emit(leg, type, { ...shared, ...details }, micros);
}
