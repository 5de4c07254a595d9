import { formatTimestamp } from "../time/format.js";
import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import type { Conference } from "./conference.js";

/**
 * Reports an event of a conference, about one of its legs or about its creator's. All of them carry the state of the
 * creator, and most their time in the payload too.
 */
export function report(
  world: World,
  conference: Conference,
  type: string,
  details: Readonly<Record<string, unknown>> = {},
  leg: Leg = conference.creator,
): void {
  const micros = world.stamp(leg);
  const inPayload = !/created$|participant\.(joined|left)$|recording\.saved$/.test(type);
  const shared = {
    client_state: conference.creator.clientState,
    conference_id: conference.id,
    ...(inPayload ? { occurred_at: formatTimestamp(micros) } : {}),
    ...(/\.(speak|playback)\./.test(type) ? { creator_call_session_id: conference.creator.sessionId } : {}),
  };
  world.emit(leg, type, { ...shared, ...details }, micros);
}
