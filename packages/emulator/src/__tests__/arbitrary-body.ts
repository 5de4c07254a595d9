import fc from "fast-check";
import { document } from "../generated/spec.js";

type Schema = Readonly<Record<string, unknown>>;

/** Fields whose rules are in the documentation and not in the schemas; a body that breaks them is not right. */
const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  client_state: fc.base64String({ maxLength: 40 }),
  target_leg_client_state: fc.base64String({ maxLength: 40 }),
  command_id: fc.uuid(),
  to: fc.constantFrom("+12025550103", "sip:bob@example.com"),
  from: fc.constantFrom("+12025550102", "+12025550199"),
  media_encryption: fc.constant("disabled"),
  timeout_secs: fc.integer({ min: 5, max: 600 }),
  time_limit_secs: fc.integer({ min: 30, max: 14_400 }),
  max_length: fc.integer({ min: 0, max: 14_400 }),
  minimum_digits: fc.integer({ min: 1, max: 4 }),
  maximum_digits: fc.integer({ min: 4, max: 128 }),
  maximum_tries: fc.integer({ min: 1, max: 128 }),
  timeout_millis: fc.integer({ min: 1, max: 100_000 }),
  inter_digit_timeout_millis: fc.integer({ min: 1, max: 120_000 }),
  initial_timeout_millis: fc.integer({ min: 1, max: 120_000 }),
  terminating_digit: fc.constantFrom("#", "*", "1"),
  valid_digits: fc.constantFrom("0123456789#*", "12"),
  digits: fc.constantFrom("1", "12w#", "ABCD"),
  duration_millis: fc.integer({ min: 100, max: 500 }),
  loop: fc.constantFrom("infinity", "3", 3),
  stop: fc.constantFrom("all", "current"),
  overlay: fc.constant(false),
  payload: fc.string({ minLength: 1, maxLength: 200 }),
  invalid_payload: fc.string({ minLength: 1, maxLength: 200 }),
  audio_url: fc.webUrl(),
  invalid_audio_url: fc.webUrl(),
  media_url: fc.webUrl(),
  stream_url: fc.constant("wss://example.com/media"),
  url: fc.constant("wss://example.com/relay"),
  conversation_relay_url: fc.constant("wss://example.com/relay"),
  webhook_event_url: fc.webUrl(),
  webhook_event_failover_url: fc.webUrl(),
  webhook_urls: fc.constantFrom(
    { "call.answered": "https://example.com/answered" },
    { "call.answered": ["https://example.com/answered", "https://example.com/too"] },
  ),
  webhook_retries_policies: fc.constant({ "call.answered": { retries_ms: [100, 200] } }),
  custom_headers: fc.constantFrom([], [{ name: "X-Customer", value: "4711" }]),
  sip_headers: fc.constantFrom([], [{ name: "User-to-User", value: "4711" }]),
  voice: fc.constantFrom("female", "AWS.Polly.Joanna", "Telnyx.KokoroTTS.af"),
  service_level: fc.constant("premium"),
  sip_address: fc.constant("sip:bob@example.com"),
  application_name: fc.string({ minLength: 1, maxLength: 20 }),
  ttl_secs: fc.integer({ min: 1, max: 1_000 }),
  name: fc.string({ minLength: 1, maxLength: 20 }),
  send_digits_on_answer: fc.constantFrom("1", "200#"),
  max_participants: fc.integer({ min: 2, max: 800 }),
  duration_minutes: fc.integer({ min: 1, max: 240 }),
  call_control_ids: fc.constant([]),
  queue_name: fc.uuid(),
};

/** Fields that name something else, or that the emulator answers with 501. */
const left = new Set([
  "recording_id",
  "link_to",
  "supervise_call_control_id",
  "bridge_intent",
  "bridge_on_answer",
  "park_after_unbridge",
  "conference_config",
  "video_room_id",
  "queue",
]);

export function resolve(schema: Schema): Schema {
  const reference = schema.$ref;
  if (typeof reference !== "string") return schema;
  const found = reference
    .split("/")
    .slice(1)
    .reduce((node: unknown, key) => (node as Schema)[key.replaceAll("~1", "/").replaceAll("~0", "~")], document);
  return resolve(found as Schema);
}

/** Bodies that are right by a schema of the specification. */
export function arbitraryOf(given: Schema, depth = 0): fc.Arbitrary<unknown> {
  const schema = resolve(given);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if ("const" in schema) return fc.constant(schema.const);
  const alternatives = (schema.oneOf ?? schema.anyOf) as Schema[] | undefined;
  if (alternatives && !schema.properties) return fc.oneof(...alternatives.map((one) => arbitraryOf(one, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (schema.properties || type === "object") return objectOf(schema, depth);
  if (type === "array")
    return depth > 3
      ? fc.constant([])
      : fc.array(arbitraryOf((schema.items ?? {}) as Schema, depth + 1), {
          minLength: Number(schema.minItems ?? 0),
          maxLength: Number(schema.minItems ?? 0) + 2,
        });
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 1_000) });
  if (type === "number")
    return fc.double({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 10), noNaN: true });
  return textOf(schema);
}

function textOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.format === "uuid") return fc.uuid();
  if (schema.format === "url" || schema.format === "uri") return fc.webUrl();
  if (schema.format === "date-time") return fc.constant("2026-01-15T10:00:00Z");
  if (typeof schema.pattern === "string") return fc.constant("wss://example.com/x");
  return fc.string({
    minLength: Number(schema.minLength ?? 0),
    maxLength: Math.min(20, Number(schema.maxLength ?? 20)),
  });
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>).filter(
    ([name]) => !left.has(name),
  );
  const required = new Set([...((schema.required ?? []) as string[]), ...oneOfRequired(schema)]);
  const exclusive = exclusiveFields(schema);
  const wanted = properties.filter(([name]) => required.has(name) || (depth < 4 && !exclusive.has(name)));
  const entries = wanted.map(
    ([name, property]) => [name, (depth === 0 ? values[name] : undefined) ?? arbitraryOf(property, depth + 1)] as const,
  );
  return fc.record(Object.fromEntries(entries), { requiredKeys: [...required] });
}

type Group = { required?: string[] };

/** The first of the alternatives of required fields. */
function oneOfRequired(schema: Schema): string[] {
  const groups = ((schema.properties && (schema.oneOf ?? schema.anyOf)) ?? []) as Group[];
  return groups[0]?.required ?? [];
}

/** Fields that exclude each other are left out, but for the first alternative. */
function exclusiveFields(schema: Schema): Set<string> {
  const parts = [schema, ...((schema.allOf ?? []) as Schema[])];
  const not = parts.flatMap((part) => (part.not as { anyOf?: Group[] } | undefined)?.anyOf ?? []);
  const alternatives = (schema.properties ? (schema.oneOf ?? []) : []) as Group[];
  return new Set([...not, ...alternatives].flatMap((group) => group.required ?? []));
}
