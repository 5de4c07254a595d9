import type { EventType, TelnyxEvent } from "./event.js";
import { eventSamples } from "./event-samples.js";
import type { EventMeta, TelnyxEvents } from "./generated/events.js";
import type { SigningKey } from "./signing-key.js";

/** What may be set of an event. The rest has invented values. */
export interface EventFields<Type extends EventType> {
  /** @default a random UUID, so that no two events are taken for repeats */
  id?: string | undefined;
  /** @default now */
  occurred_at?: string | undefined;
  payload?: Partial<TelnyxEvents[Type]["payload"]> | undefined;
  /** @default `{ attempt: 1 }` */
  meta?: EventMeta | undefined;
}

/**
 * Makes an event as Telnyx would send it, valid against the specification.
 *
 * @example
 * const event = createEvent("call.hangup", { payload: { hangup_cause: "user_busy" } });
 * await webhooks.dispatch(event);
 */
export function createEvent<Type extends EventType>(type: Type, fields: EventFields<Type> = {}): TelnyxEvents[Type] {
  return {
    id: fields.id ?? crypto.randomUUID(),
    event_type: type,
    occurred_at: fields.occurred_at ?? new Date().toISOString(),
    record_type: "event",
    payload: { ...eventSamples[type], ...fields.payload },
    meta: fields.meta ?? { attempt: 1 },
  } as TelnyxEvents[Type]; // the compiler does not relate the type argument to its sample
}

/** Options of {@link createSignedRequest}. */
export interface SignedRequestOptions {
  /** @default "https://example.com/webhooks/telnyx" */
  url?: string | undefined;
  /** When it was sent, in seconds since 1970. @default now */
  timestampSeconds?: number | undefined;
}

/**
 * Makes the request by which Telnyx would deliver an event.
 *
 * @param event an event, or a body as it stands, for tests of what is odd.
 * @example
 * const response = await webhooks.handle(await createSignedRequest(key, createEvent("call.answered")));
 */
export async function createSignedRequest(
  key: SigningKey,
  event: TelnyxEvent | string,
  {
    url = "https://example.com/webhooks/telnyx",
    timestampSeconds = Math.floor(Date.now() / 1000),
  }: SignedRequestOptions = {},
): Promise<Request> {
  const body = typeof event === "string" ? event : wireForm(event);
  const headers = {
    "content-type": "application/json",
    "user-agent": "telnyx-webhooks",
    ...(await key.sign(body, timestampSeconds)),
  };
  return new Request(url, { method: "POST", body, headers });
}

function wireForm(event: TelnyxEvent): string {
  const { id, occurred_at, payload, record_type, meta } = event;
  const event_type = event.event_type === "unknown" ? event.wire_event_type : event.event_type;
  return JSON.stringify({ data: { event_type, id, occurred_at, payload, record_type }, meta });
}
