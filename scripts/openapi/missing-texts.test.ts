import { describe, expect, it } from "vitest";
import type { Document, Json } from "./document.js";
import { targetOf, writeMissingTexts } from "./missing-texts.js";
import { textFaults, textPlaces } from "./texts.js";

const schemaDocument = (properties: Json): Document =>
  ({
    openapi: "3.1.0",
    info: {},
    paths: {},
    webhooks: {},
    components: { schemas: { A: { properties }, Known: { type: "object", description: "Known." } } },
  }) as unknown as Document; // A test's literal.

describe("writeMissingTexts", () => {
  it.each<[string, Json, string]>([
    ["caller_name", { type: "string", maxLength: 128 }, "Caller name: a string of at most 128 characters."],
    ["wait_secs", { type: "integer", minimum: 1, maximum: 60 }, "Wait, in seconds: a whole number from 1 to 60."],
    ["delay_ms", { type: ["integer", "null"] }, "Delay, in milliseconds: a whole number or null."],
    ["record_format", { type: "string", enum: ["wav", "mp3"] }, "Record format: `wav`, `mp3`."],
    ["answered_at", { type: "string", format: "date-time" }, "Answered at: a time, ISO 8601."],
    ["muted", { type: "boolean" }, "Muted: true or false."],
    ["numbers", { type: "array", minItems: 2 }, "Numbers: a list of at least 2 items."],
    ["anything", {}, "Anything: any value."],
  ])("describes %s by its name, type, unit, bounds and values", (name, schema, text) => {
    const document = schemaDocument({ [name]: schema });
    expect(writeMissingTexts(document)).toEqual([
      {
        pointer: `#/components/schemas/A/properties/${name}`,
        name,
        missing: ["has no description"],
        made: { description: text },
      },
    ]);
    expect(textPlaces(document).flatMap(textFaults)).toEqual([]);
  });

  it("leaves a text alone that somebody wrote, at the place or at what it refers to", () => {
    const document = schemaDocument({
      own: { type: "string", description: "Own." },
      theirs: { $ref: "#/components/schemas/Known" },
    });
    const before = structuredClone(document);
    expect(writeMissingTexts(document)).toEqual([]);
    expect(document).toEqual(before);
  });

  it("gives an operation and an event a summary, and lists what only a person can write", () => {
    const command = { "x-telnyx-method": { domain: "voice", name: "startWhisper" }, description: "Whispers." };
    const document = {
      ...schemaDocument({}),
      paths: { "/whisper": { post: command } },
      webhooks: { "call.whispered": { post: {} } },
    } as Document;
    const [operation, event] = writeMissingTexts(document);
    expect(operation).toMatchObject({
      made: { summary: "Start whisper." },
      missing: expect.arrayContaining(["has no x-telnyx-example", "has no x-telnyx-allowed"]),
    });
    expect(event?.made).toEqual({ description: "Telnyx sends `call.whispered`.", summary: "Call whispered." });
    expect(document.webhooks["call.whispered"]?.post).toMatchObject({ summary: "Call whispered." });
  });
});

describe("targetOf", () => {
  it("turns a pointer into the target of an overlay", () =>
    expect(targetOf("#/paths/~1calls~1{id}/get/parameters/0")).toBe("$.paths['/calls/{id}'].get.parameters[0]"));
});
