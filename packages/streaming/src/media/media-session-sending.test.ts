import { ConfigurationError } from "@telnyx-kit/core/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMediaSession, decodeAudio, encodeAudio, encodeMuLaw } from "../media.js";
import { FakeSocket } from "./__tests__/fake-socket.js";
import { connected, start } from "./__tests__/wire.js";

describe("sending", () => {
  const open = (options = {}) => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket, options);
    socket.receive(connected(), start());
    return { socket, session };
  };
  const payloads = (socket: FakeSocket) =>
    socket.frames.map((frame) => (frame as { media?: { payload: string } }).media?.payload ?? "");

  it("writes the three frames of the protocol", () => {
    const { socket, session } = open();
    session.sendPayload(Uint8Array.of(255, 254));
    session.mark("done");
    session.clear();
    expect(socket.frames).toEqual([
      { event: "media", media: { payload: "//4=" } },
      { event: "mark", mark: { name: "done" } },
      { event: "clear" },
    ]);
    session.close();
  });

  it("returns false after the end", async () => {
    const { session } = open();
    session.close();
    expect([session.sendPayload("/w=="), session.mark("a"), session.clear(), session.flush()]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(session.sendSamples(new Int16Array(160))).toBe(false);
    expect(await session.drained()).toBe(false);
  });

  it("returns false and ends when the socket throws", async () => {
    const { socket, session } = open();
    socket.send = () => {
      throw new Error("not open");
    };
    expect(session.clear()).toBe(false);
    expect(await session.closed).toMatchObject({ stopped: false });
  });

  it("cuts samples into frames of 20 milliseconds to a second, whatever pieces they come in", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 4 });
    const formats = fc.constantFrom(
      { encoding: "PCMU", sampleRate: 8000 } as const,
      { encoding: "PCMA", sampleRate: 8000 } as const,
      { encoding: "L16", sampleRate: 16_000 } as const,
    );
    fc.assert(
      fc.property(sizes, formats, (lengths, send) => {
        const { socket, session } = open({ send });
        const pieces = lengths.map((length) => Int16Array.from({ length }, (_, index) => (index % 1000) * 8));
        for (const piece of pieces) session.sendSamples(piece);
        session.flush();
        session.close();
        const given = Int16Array.from(pieces.flatMap((piece) => [...piece]));
        const frames = payloads(socket).map((payload) => decodeAudio(payload, send));
        const [shortest, longest] = [send.sampleRate / 50, send.sampleRate];
        expect(frames.every(({ length }) => length % shortest === 0 && length > 0 && length <= longest)).toBe(true);
        const sent = Int16Array.from(frames.flatMap((frame) => [...frame]));
        const expected = new Int16Array(Math.ceil(given.length / shortest) * shortest);
        expected.set(given);
        expect(sent).toEqual(decodeAudio(encodeAudio(expected, send), send));
      }),
      { numRuns: 20 },
    );
  });

  it("sends what is left over before a mark, and drops it at a clear", () => {
    const { socket, session } = open();
    session.sendSamples(new Int16Array(200));
    session.mark("a");
    session.sendSamples(new Int16Array(100));
    session.clear();
    session.flush();
    expect(socket.frames.map((frame) => (frame as { event: string }).event)).toEqual([
      "media",
      "media",
      "mark",
      "clear",
    ]);
    session.close();
  });

  it("takes minutes of speech in one write, hands them on as the socket drains, and lets no mark overtake", async () => {
    const { socket, session } = open();
    const speech = Int16Array.from({ length: 8_000 * 180 }, (_, index) => index % 8_000);
    let mostBuffered = 0;
    const send = socket.send.bind(socket);
    socket.send = (text) => {
      send(text);
      socket.bufferedAmount += text.length;
      mostBuffered = Math.max(mostBuffered, socket.bufferedAmount);
      setTimeout(() => {
        socket.bufferedAmount -= text.length;
      }, 2);
    };
    expect([session.sendSamples(speech), session.mark("end")]).toEqual([true, true]);
    expect(socket.sent.length).toBeLessThan(181);
    expect(await session.drained()).toBe(true);
    expect(mostBuffered).toBeLessThanOrEqual(262_144);
    expect(socket.frames.at(-1)).toEqual({ event: "mark", mark: { name: "end" } });
    const heard = Buffer.concat(payloads(socket).map((payload) => Buffer.from(payload, "base64")));
    expect(heard.equals(encodeMuLaw(speech))).toBe(true);
    expect(session.counts.refused).toBe(0);
    session.close();
  });

  it("takes a write that is longer than maxBufferedBytes when nothing waits", () => {
    const { socket, session } = open({ maxBufferedBytes: 1_000 });
    expect(session.sendPayload("A".repeat(2_000))).toBe(true);
    expect(socket.sent).toHaveLength(1);
    session.close();
  });

  it("refuses a write as a whole, and everything behind it until half has gone", async () => {
    const { socket, session } = open({ maxBufferedBytes: 1_000 });
    socket.bufferedAmount = 700;
    expect(session.sendSamples(new Int16Array(1_600))).toBe(false);
    expect(session.mark("end")).toBe(false);
    expect(session.counts.refused).toBe(2);
    const drained = session.drained();
    setTimeout(() => {
      socket.bufferedAmount = 0;
    }, 20);
    expect(await drained).toBe(true);
    expect([session.sendSamples(new Int16Array(1_600)), session.mark("end")]).toEqual([true, true]);
    session.close();
  });

  it("stops waiting for a socket that closes", async () => {
    const { socket, session } = open({ maxBufferedBytes: 1_000 });
    socket.bufferedAmount = 990;
    setTimeout(() => socket.emit("close", { code: 1006 }), 20);
    expect(await session.drained()).toBe(false);
  });
});

describe("samples", () => {
  it("decodes with the codec that the stream has announced", () => {
    const given = Int16Array.of(0, 1000, -1000, 32_000);
    const message = (payload: string) =>
      ({ event: "media", media: { track: "inbound", chunk: 1, timestamp: 0, payload } }) as const;
    for (const [encoding, byteOrder] of [
      ["L16", "little"],
      ["L16", "big"],
    ] as const) {
      const socket = new FakeSocket();
      const session = createMediaSession(socket, { byteOrder });
      const payload = encodeAudio(given, { encoding, byteOrder });
      expect(() => session.samples(message(payload))).toThrow(ConfigurationError);
      socket.receive(connected(), start(encoding, 16_000));
      expect(session.samples(message(payload))).toEqual(given);
      session.close();
    }
  });
});
