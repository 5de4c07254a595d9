import type { EventMeta, KnownEvent, TelnyxEvents } from "./generated/events.js";

/** The name of an event that this version knows, as written on the wire. */
export type EventType = keyof TelnyxEvents;

/**
 * An event that this version does not know. Its wire name is in `wire_event_type`: a plain `string` in `event_type`
 * would spoil the narrowing of every other event.
 *
 * A signed JSON object of another form is such an event too. Without an id, its id is derived from its content; without a
 * payload, its payload is the whole object.
 */
export interface UnknownEvent {
  id: string;
  event_type: "unknown";
  /** The event's name on the wire. Empty if the body has no name. */
  wire_event_type: string;
  occurred_at: string;
  record_type: "event";
  payload: Record<string, unknown>;
  meta: EventMeta;
}

/** Every event that `unwrap` can give. Narrows on `event_type`. */
export type TelnyxEvent = KnownEvent | UnknownEvent;

/**
 * Narrows an event to one of the named types.
 *
 * @example
 * if (isEvent(event, "call.hangup")) console.log(event.payload.hangup_cause);
 */
export function isEvent<Type extends EventType>(event: TelnyxEvent, ...types: Type[]): event is TelnyxEvents[Type] {
  return (types as string[]).includes(event.event_type);
}

/** The name of an event on the wire. */
export const wireNameOf = (event: TelnyxEvent): string =>
  event.event_type === "unknown" ? event.wire_event_type : event.event_type;

/** An event as one without a type of its own. */
export const asUnknown = (event: TelnyxEvent): UnknownEvent =>
  event.event_type === "unknown"
    ? event
    : { ...event, event_type: "unknown", wire_event_type: event.event_type, payload: { ...event.payload } };
