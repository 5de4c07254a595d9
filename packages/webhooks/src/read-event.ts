import type { TelnyxEvent } from "./event.js";
import { type EventMeta, eventTypes } from "./generated/events.js";
import { refuse } from "./refusal.js";
import type { Verified } from "./verify.js";

const known = new Set<string>(eventTypes);

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields | undefined =>
  typeof value === "object" && value && !Array.isArray(value) ? (value as Fields) : undefined;
const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a verified body as an event, and brings every form that is known on the wire into one: with and without `data`,
 * and with `occurred_at` in the event, in the payload or nowhere, where the signed time of sending stands in.
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
  const data = fields(root?.data) ?? root;
  const payload = fields(data?.payload);
  const id = text(data?.id);
  const type = text(data?.event_type);
  if (type && data === root && /^[a-z]+_[a-z_]+$/.test(type)) return refuse("version-1");
  if (!root || !data || !payload || !id || !type) return refuse("body-not-event");

  // Telnyx sends null where there is none; its older samples leave the field out.
  if (payload.call_leg_id ?? payload.call_control_id) payload.client_state ??= null;
  const { attempt, delivered_to } = fields(root.meta) ?? {};
  const meta: EventMeta = {};
  if (typeof attempt === "number") meta.attempt = attempt;
  if (typeof delivered_to === "string") meta.delivered_to = delivered_to;
  const event = {
    id,
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
  return (known.has(type) ? event : { ...event, event_type: "unknown", wire_event_type: type }) as TelnyxEvent;
}
