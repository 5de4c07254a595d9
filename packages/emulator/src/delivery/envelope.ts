import type { WorldEvent } from "../world/world.js";

/** The body of a version 2 webhook, keys in alphabetical order as on the wire. */
export function envelope(event: WorldEvent, attempt: number, url: string): string {
  const meta = { attempt, delivered_to: url };
  // Flat, without id and time, in every public handler of it.
  if (event.type === "conversation_insight_result")
    return JSON.stringify({ event_type: event.type, payload: event.payload, record_type: "event" });
  // The one event that the vendor documents without `data`.
  if (event.type === "conference.floor.changed") return JSON.stringify({ ...eventData(event), meta });
  return JSON.stringify({ data: eventData(event), meta });
}

/** The event itself, as `data` holds it. */
export function eventData(event: WorldEvent): Record<string, unknown> {
  return {
    // Only the events of a conversation have it.
    ...(event.type.startsWith("call.conversation.") ? { created_at: event.occurredAt } : {}),
    event_type: event.type,
    id: event.id,
    occurred_at: event.occurredAt,
    payload: event.payload,
    record_type: "event",
  };
}

/** The flat body of version 1, with underscores in the type. */
export function envelopeV1(event: WorldEvent): string {
  return JSON.stringify({
    created_at: event.occurredAt,
    event_type: event.type.replaceAll(".", "_"),
    id: event.id,
    payload: { ...event.payload, occurred_at: event.occurredAt },
    record_type: "event",
  });
}

/** The query of a GET delivery: `data[payload][call_control_id]=…`. How the platform writes it is not documented. */
export function flatten(value: unknown, prefix = ""): [string, string][] {
  if (typeof value !== "object" || value === null)
    return value === null || value === undefined ? [] : [[prefix, String(value)]];
  return Object.entries(value).flatMap(([key, child]) => flatten(child, prefix ? `${prefix}[${key}]` : key));
}
