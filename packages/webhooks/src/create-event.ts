import type { EventType, TelnyxEvent } from "./event.js";
import { eventSamples } from "./event-samples.js";
import type { EventMeta, TelnyxEvents } from "./generated/events.js";
import type { SigningKey } from "./signing-key.js";

/** Parts of an event that you may set. The rest has invented values. */
export interface EventFields<Type extends EventType> {
  /** @default a random UUID, so that no event counts as a duplicate */
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
  /** The time of sending, in seconds since 1970. @default now */
  timestampSeconds?: number | undefined;
}

/**
 * Makes the request with which Telnyx would deliver an event.
 *
 * @param event an event, or a body as it stands, for tests of what is odd.
 * @example
 * const response = await webhooks.handle(await createSignedRequest(key, createEvent("call.answered")));
 */
export function createSignedRequest(
  key: SigningKey,
  event: TelnyxEvent | string,
  options: SignedRequestOptions = {},
): Promise<Request> {
  return replayDelivery(key, { body: typeof event === "string" ? event : wireForm(event) }, options);
}

/** A delivery that was recorded: its body, with or without its headers. */
export interface RecordedDelivery {
  /** The raw body, or the JSON object that it holds. */
  readonly body: string | Uint8Array | object;
  /** The other headers. The signature and its time are replaced. */
  readonly headers?: Readonly<Record<string, string>> | Headers | undefined;
}

/**
 * Makes a recorded delivery again: the same body, signed now with your test's key.
 *
 * @example
 * const recorded = JSON.parse(readFileSync("hangup.json", "utf8")); // { data: …, meta: … }
 * const response = await webhooks.handle(await replayDelivery(key, { body: recorded }));
 */
export async function replayDelivery(
  key: SigningKey,
  { body, headers: recorded }: RecordedDelivery,
  { url = "https://example.com/webhooks/telnyx", timestampSeconds }: SignedRequestOptions = {},
): Promise<Request> {
  const bytes = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  const headers = new Headers({ "content-type": "application/json", "user-agent": "telnyx-webhooks" });
  for (const [name, value] of new Headers(recorded)) headers.set(name, value);
  for (const [name, value] of Object.entries(await key.sign(bytes, timestampSeconds))) headers.set(name, value);
  // The body may differ in length from what was recorded, for instance where it went through JSON.
  headers.delete("content-length");
  return new Request(url, {
    method: "POST",
    body: typeof bytes === "string" ? bytes : Uint8Array.from(bytes),
    headers,
  });
}

function wireForm(event: TelnyxEvent): string {
  const { id, occurred_at, payload, record_type, meta } = event;
  const event_type = event.event_type === "unknown" ? event.wire_event_type : event.event_type;
  return JSON.stringify({ data: { event_type, id, occurred_at, payload, record_type }, meta });
}
