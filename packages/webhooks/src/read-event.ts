import { deriveEventId } from "./derived-id.js";
import type { TelnyxEvent } from "./event.js";
import { isKnownName, isVersion1Name } from "./event-names.js";
import type { EventMeta } from "./generated/events.js";
import { refuse } from "./refusal.js";
import type { Verified } from "./verify.js";

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields | undefined =>
  typeof value === "object" && value && !Array.isArray(value) ? (value as Fields) : undefined;
const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a verified body as an event, and brings every form that is known on the wire into one: with and without `data`,
 * and with `occurred_at` in the event, in the payload or nowhere, where the signed time of sending replaces it. Any other
 * JSON object is an unknown event: Telnyx signed it, and a refusal would lose it.
 */
export function readEvent({ body, sentAt }: Verified): TelnyxEvent {
  let decoded: string | undefined;
  let json: unknown;
  try {
    // Strict UTF-8, one byte order mark dropped.
    decoded = decoder.decode(body);
    json = JSON.parse(decoded);
  } catch {
    if (decoded === undefined) return refuse("body-not-utf8");
    // A TeXML callback: fields joined by & and =.
    return refuse(/^[\w.%-]{1,64}=/.test(decoded) ? "form-encoded" : "body-not-json");
  }
  const root = fields(json);
  if (!root) return refuse("body-not-event");
  const data = fields(root.data) ?? root;
  const type = text(data.event_type) ?? "";
  if (data === root && isVersion1Name(type)) return refuse("version-1");
  const inner = fields(data.payload);
  const payload = inner ?? data;

  // Telnyx sends null when the field has no value; its older samples leave it out.
  if (inner && (payload.call_leg_id ?? payload.call_control_id)) payload.client_state ??= null;
  const { attempt, delivered_to } = fields(root.meta) ?? {};
  const meta: EventMeta = {};
  if (typeof attempt === "number") meta.attempt = attempt;
  if (typeof delivered_to === "string") meta.delivered_to = delivered_to;
  const event = {
    id: text(data.id) ?? deriveEventId(root),
    event_type: type,
    occurred_at:
      text(data.occurred_at) ??
      text(payload.occurred_at) ??
      text(root.occurred_at) ??
      text(data.created_at) ??
      new Date(sentAt * 1000).toISOString(),
    record_type: "event",
    payload,
    meta,
  };
  // The one place where bytes become typed: the signature vouches for the sender, the specification for the fields.
  const isTyped = inner && isKnownName(type);
  return (isTyped ? event : { ...event, event_type: "unknown", wire_event_type: type }) as TelnyxEvent;
}
