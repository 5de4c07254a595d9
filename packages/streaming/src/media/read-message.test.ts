import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MediaStreamError, readMediaMessage } from "../media.js";

const read = (message: unknown) => readMediaMessage(JSON.stringify(message));
const start = {
  event: "start",
  sequence_number: "1",
  stream_id: "32de0dea-53cb-4b21-89a4-9e1819c043bc",
  start: {
    user_id: "3e6f995f-85f7-4705-9741-53b116d28237",
    call_control_id: "v3:call",
    call_session_id: "ff55a038-6f5d-11ef-9692-02420aeffb1f",
    from: "+12025550101",
    to: "+12025550102",
    tags: ["support"],
    client_state: "YQ==",
    custom_parameters: { customer: "4711" },
    media_format: { encoding: "PCMU", sample_rate: 8000, channels: 1 },
  },
};

describe("readMediaMessage", () => {
  it("reads the beginning of a stream", () => {
    expect(read({ event: "connected", version: "1.0.0" })).toEqual({ event: "connected", version: "1.0.0" });
    expect(read(start)).toEqual({ ...start, sequence_number: 1 });
  });

  it("makes numbers of the texts that stand for them", () => {
    const format = { encoding: "L16", sample_rate: "16000", channels: "1" };
    expect(read({ ...start, start: { ...start.start, media_format: format } })).toMatchObject({
      start: { media_format: { encoding: "L16", sample_rate: 16_000, channels: 1 } },
    });
    const media = { track: "inbound", chunk: "2", timestamp: "40", payload: "/w==" };
    expect(read({ event: "media", sequence_number: "4", media, stream_id: "s" })).toEqual({
      event: "media",
      sequence_number: 4,
      stream_id: "s",
      media: { ...media, chunk: 2, timestamp: 40 },
    });
  });

  it("takes parameters as an object or as the list of the command", () => {
    for (const custom_parameters of [{ a: "1" }, [{ name: "a", value: "1" }]]) {
      expect(read({ ...start, start: { ...start.start, custom_parameters } })).toMatchObject({
        start: { custom_parameters: { a: "1" } },
      });
    }
  });

  it("finds the time of a key beside the event or beside the key", () => {
    const occurred_at = "2026-01-02T03:04:05.000000Z";
    const key = { event: "dtmf", occurred_at, dtmf: { digit: "#" } };
    expect(read({ event: "dtmf", occurred_at, dtmf: { digit: "#" } })).toMatchObject(key);
    expect(read({ event: "dtmf", dtmf: { digit: "#", occurred_at } })).toMatchObject(key);
  });

  it("reads marks, errors and the end", () => {
    expect(read({ event: "mark", mark: { name: "a" } })).toMatchObject({ event: "mark", mark: { name: "a" } });
    expect(read({ event: "error", payload: { code: "100004", title: "invalid_media" } })).toMatchObject({
      payload: { code: 100_004, title: "invalid_media" },
    });
    expect(read({ event: "stop", stop: { call_control_id: "v3:call" } })).toMatchObject({ event: "stop" });
  });

  it("hands on what it does not know", () =>
    expect(read({ event: "weather", weather: "rain" })).toEqual({
      event: "unknown",
      wire_event: "weather",
      message: { event: "weather", weather: "rain" },
    }));

  it.each([
    ["{", "not JSON"],
    ["[]", "not a JSON object"],
    ["{}", "`event`"],
    ['{"event":"media"}', "`media`"],
    ['{"event":"media","media":{}}', "`media.payload`"],
    ['{"event":"start","start":{"call_control_id":"v3:call"}}', "`start.media_format`"],
    ['{"event":"dtmf","dtmf":{"digit":1}}', "`dtmf.digit`"],
  ])("refuses %s", (text, what) => {
    expect(() => readMediaMessage(text)).toThrow(MediaStreamError);
    expect(() => readMediaMessage(text)).toThrow(what);
  });

  it("throws nothing but its own error, whatever comes", () => {
    const event = fc.constantFrom("connected", "start", "media", "dtmf", "mark", "stop", "error", "else");
    const message = fc.record({ event, start: fc.jsonValue(), media: fc.jsonValue(), payload: fc.jsonValue() });
    fc.assert(
      fc.property(
        fc.oneof(
          message.map((value) => JSON.stringify(value)),
          fc.json(),
          fc.string(),
        ),
        (text) => {
          try {
            readMediaMessage(text);
          } catch (error) {
            expect(MediaStreamError.isInstance(error)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
