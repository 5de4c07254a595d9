import { callEventsOf, deliveriesOf } from "../resources/store.js";
import { formatTimestamp } from "../time/format.js";
import type { World, WorldEvent } from "../world/world.js";
import { eventData } from "./envelope.js";

export interface Outcome {
  readonly attempt: number;
  readonly url: string;
  readonly outcome: number | "timeout" | "failed";
  readonly startedAt: string;
}

/** Keeps what `GET /webhook_deliveries` and the webhook entries of `GET /call_events` show. */
export function recordDelivery(world: World, event: WorldEvent, outcomes: readonly Outcome[]): void {
  const last = outcomes.at(-1);
  const delivered = typeof last?.outcome === "number" && last.outcome >= 200 && last.outcome < 300;
  const id = world.ids.uuid();
  deliveriesOf(world).set(id, {
    id,
    record_type: "webhook_delivery",
    user_id: world.settings.userId,
    status: delivered ? "delivered" : "failed",
    started_at: outcomes[0]?.startedAt,
    finished_at: formatTimestamp(world.nowMicros()),
    webhook: eventData(event),
    attempts: [...outcomes].reverse().map((outcome) => ({
      status: typeof outcome.outcome === "number" && outcome.outcome < 300 ? "delivered" : "failed",
      started_at: outcome.startedAt,
      finished_at: outcome.startedAt,
      errors: typeof outcome.outcome === "number" ? [] : ["75499"],
      http: {
        request: { url: outcome.url },
        ...(typeof outcome.outcome === "number" ? { response: { status: outcome.outcome } } : {}),
      },
    })),
  });
  callEventsOf(world).set(id, {
    record_type: "call_event",
    type: "webhook",
    name: event.type,
    call_leg_id: event.leg.legId,
    call_session_id: event.leg.sessionId,
    event_timestamp: event.occurredAt,
    metadata: {
      attempt: outcomes.length,
      delivered_to: last?.url,
      event: eventData(event),
      status: delivered ? "delivered" : "failed",
    },
  });
}
