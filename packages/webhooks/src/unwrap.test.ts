import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createWebhooks } from "./index.js";
import { createSigningKey, eventTypes } from "./testing.js";

const key = await createSigningKey({ seed: new Uint8Array(32).fill(7) });
const now = 1_760_000_000;
const webhooks = createWebhooks({ publicKey: key.publicKey, clock: { now: () => now * 1000 } });
const unwrap = async (body: unknown, timestamp = now) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return webhooks.unwrap(text, await key.sign(text, timestamp));
};
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error) => error.failure,
  );
const data = {
  record_type: "event",
  id: "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0",
  event_type: "call.answered",
  occurred_at: "2026-01-15T10:00:00.000001Z",
  payload: {
    call_control_id: "v3:a",
    call_leg_id: "b",
    call_session_id: "c",
    connection_id: "1",
    client_state: "Zm9v",
  },
};

describe("unwrap", () => {
  it("gives the event of the wrapped form, with its meta", async () => {
    const meta = { attempt: 2, delivered_to: "https://voice.example.com" };
    expect(await unwrap({ data, meta })).toEqual({ ...data, meta });
  });

  it("gives the event of the form without data", async () => {
    expect(await unwrap(data)).toEqual({ ...data, meta: {} });
  });

  it("takes occurred_at from the payload, then from created_at, then from the signed time", async () => {
    const { occurred_at, ...rest } = data;
    const inPayload = { ...rest, payload: { ...data.payload, occurred_at } };
    expect((await unwrap({ data: inPayload })).occurred_at).toBe(occurred_at);
    expect((await unwrap({ data: { ...rest, created_at: "2026-01-01T00:00:00Z" } })).occurred_at).toBe(
      "2026-01-01T00:00:00Z",
    );
    expect((await unwrap({ data: rest })).occurred_at).toBe(new Date(now * 1000).toISOString());
  });

  it("gives an event that this version does not know under its wire name", async () => {
    const event = await unwrap({ data: { ...data, event_type: "call.parked" } });
    expect(event).toMatchObject({ event_type: "unknown", wire_event_type: "call.parked", payload: data.payload });
  });

  it("adds a null client_state where a call's event has none", async () => {
    const { client_state, ...payload } = data.payload;
    expect((await unwrap({ data: { ...data, payload } })).payload).toMatchObject({ client_state: null });
  });

  it("drops one byte order mark", async () => {
    expect((await unwrap(`\uFEFF${JSON.stringify({ data })}`)).id).toBe(data.id);
    expect(await failure(unwrap(`\uFEFF\uFEFF${JSON.stringify({ data })}`))).toBe("body-not-json");
  });

  it.each([
    ["body-not-json", "{"],
    ["body-not-json", "hello"],
    ["body-not-event", "[]"],
    ["body-not-event", "null"],
    ["body-not-event", "1"],
    ["form-encoded", "CallSid=v3%3Aa&CallStatus=completed"],
    ["version-1", JSON.stringify({ record_type: "event", id: "1", event_type: "call_answered", payload: {} })],
  ])("refuses a signed body that is no event: %s %s", async (expected, body) => {
    expect(await failure(unwrap(body))).toBe(expected);
  });

  it("gives a signed object of no known form as an unknown event, with an id that a redelivery repeats", async () => {
    const insight = {
      record_type: "event",
      event_type: "conversation_insight_result",
      payload: { request_id: "r-1", results: [] },
    };
    const event = await unwrap(insight);
    expect(event).toMatchObject({
      event_type: "unknown",
      wire_event_type: "conversation_insight_result",
      payload: insight.payload,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      occurred_at: new Date(now * 1000).toISOString(),
    });
    expect((await unwrap({ ...insight, meta: { attempt: 2 } })).id).toBe(event.id);
    expect((await unwrap({ ...insight, payload: { request_id: "r-2" } })).id).not.toBe(event.id);
  });

  it.each([
    ["{}", "", {}],
    ['{"a":1}', "", { a: 1 }],
    ['{"data":[1]}', "", { data: [1] }],
    [
      '{"data":{"event_type":"call.answered","payload":[]}}',
      "call.answered",
      { event_type: "call.answered", payload: [] },
    ],
    ['{"event_type":7,"payload":{"b":2}}', "", { b: 2 }],
  ])("gives %s as an unknown event called %j", async (body, wire_event_type, payload) => {
    expect(await unwrap(body)).toMatchObject({ event_type: "unknown", wire_event_type, payload });
  });

  it("types an event without an id, under an id made from its content", async () => {
    const { id, ...rest } = data;
    const event = await unwrap({ data: rest });
    expect(event).toMatchObject({ event_type: "call.answered", id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect((await unwrap({ data: rest, meta: { attempt: 3 } })).id).toBe(event.id);
  });

  it("refuses bytes that are not UTF-8", async () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('{"a":"'), 0xff, 0x22, 0x7d]);
    expect(await failure(webhooks.unwrap(bytes, await key.sign(bytes, now)))).toBe("body-not-utf8");
  });
});

const payloads = fileURLToPath(new URL("./__fixtures__/payloads/", import.meta.url));
describe("unwrap of the recorded payloads", () => {
  const files = readdirSync(payloads).filter((name) => name.endsWith(".json"));
  it("accepts each in both forms of the envelope, under its own type", async () => {
    const unknown: string[] = [];
    for (const file of files) {
      const wire = JSON.parse(readFileSync(payloads + file, "utf8"));
      const flat = wire.data ?? wire;
      for (const form of [
        { data: flat, meta: wire.meta },
        { ...flat, meta: wire.meta },
      ]) {
        const event = await unwrap(form);
        expect(event.id).toBe(flat.id);
        expect(event.payload).toEqual(flat.payload);
        if (event.event_type === "unknown") unknown.push(event.wire_event_type);
        else expect(event.event_type).toBe(flat.event_type);
      }
    }
    console.log(
      `${files.length} payloads, both forms; without a type here: ${[...new Set(unknown)].join(", ") || "none"} (${eventTypes.length} types)`,
    );
  });
});
