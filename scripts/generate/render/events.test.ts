import { describe, expect, test } from "vitest";
import type { Document, JsonObject } from "../../openapi/document.js";
import { payloadSchemas, readEvents } from "../model/event-model.js";
import { renderEvents } from "./events.js";

const envelope = (type: string, payload: JsonObject): JsonObject => ({
  type: "object",
  properties: { event_type: { type: "string", enum: [type] }, id: { type: "string" }, payload },
});
const webhook = (schema: JsonObject, domains: string[], words: JsonObject = {}): JsonObject => ({
  post: { requestBody: { content: { "application/json": { schema } } }, ...words },
  "x-telnyx-domains": domains,
});

const document: Document = {
  openapi: "3.1.0",
  info: {},
  paths: {},
  webhooks: {
    "conference.floor.changed": webhook(
      envelope("conference.floor.changed", { type: "object", properties: { conference_id: { type: "string" } } }),
      ["conferences"],
    ),
    "call.answered": webhook({ $ref: "#/components/schemas/CallAnsweredEvent" }, ["voice", "media"], {
      summary: "A leg was answered",
      description: "Somebody picked up.",
    }),
  },
  components: {
    schemas: {
      CallAnsweredEvent: { type: "object", properties: { data: { $ref: "#/components/schemas/CallAnswered" } } },
      CallAnswered: {
        allOf: [envelope("call.answered", { type: "object", properties: { call_control_id: { type: "string" } } })],
      },
    },
  },
};

describe("renderEvents", () => {
  const events = readEvents(document, "spec/fragments");
  const text = renderEvents("spec/fragments", events);

  test("finds the payload with and without data around it", () => {
    expect(Object.keys(payloadSchemas(events))).toEqual(["CallAnsweredPayload", "ConferenceFloorChangedPayload"]);
    expect(payloadSchemas(events).ConferenceFloorChangedPayload?.properties).toHaveProperty("conference_id");
  });

  test("writes one interface per event, whose payload is in schema.ts", () => {
    expect(text).toContain(
      '/**\n * `call.answered`: A leg was answered.\n *\n * Somebody picked up.\n */\nexport interface CallAnsweredEvent extends EventEnvelope<"call.answered", CallAnsweredPayload> {}',
    );
    expect(text).toContain('import type { CallAnsweredPayload, ConferenceFloorChangedPayload } from "./schema.js";');
  });

  test("writes the map, a union a domain, and the list of types", () => {
    expect(text).toContain(
      'export interface TelnyxEvents {\n  "call.answered": CallAnsweredEvent;\n  "conference.floor.changed": ConferenceFloorChangedEvent;\n}',
    );
    expect(text).toContain("export type MediaEvent =\n  | CallAnsweredEvent;");
    expect(text).toContain("export type KnownEvent =\n  | CallAnsweredEvent\n  | ConferenceFloorChangedEvent;");
    expect(text).toContain(
      'export const eventTypes = [\n  "call.answered",\n  "conference.floor.changed",\n] as const;',
    );
  });

  test("refuses an event without a payload", () => {
    const broken: Document = { ...document, webhooks: { "call.x": webhook({ type: "object" }, []) } };
    expect(() => readEvents(broken, "spec/fragments")).toThrow(/spec\/fragments: the event call\.x has no payload/);
  });
});
