import { ConfigurationError } from "@telnyx-kit/core/errors";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createMediaSession, type MediaMessage, type MediaSession, type MediaStreamMessage } from "../media.js";
import { FakeSocket } from "./__tests__/fake-socket.js";
import { callControlId, connected, digit, mark, media, start, stop } from "./__tests__/wire.js";

async function read(session: MediaSession): Promise<MediaStreamMessage[]> {
  const messages: MediaStreamMessage[] = [];
  for await (const message of session) messages.push(message);
  return messages;
}

const events = (messages: readonly MediaStreamMessage[]) => messages.map(({ event }) => event);

afterEach(() => void vi.useRealTimers());

describe("reading a session", () => {
  it("gives the messages of a stream in order and ends with it", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(connected(), start(), media(1, "/w=="), digit("1"), mark("a"), stop());
    expect(events(await read(session))).toEqual(["connected", "start", "media", "dtmf", "mark", "stop"]);
    expect(await session.closed).toEqual({ stopped: true });
    expect(socket.closedWith).toBe(1000);
  });

  it("knows the call once the stream has started", () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    expect(session.start).toBeUndefined();
    socket.receive(connected(), start("PCMA"));
    expect(session.start).toMatchObject({ call_control_id: callControlId, media_format: { encoding: "PCMA" } });
    expect(session.streamId).toBe("32de0dea-53cb-4b21-89a4-9e1819c043bc");
    session.close();
  });

  it("waits for messages that have not come yet", async () => {
    const socket = new FakeSocket();
    const messages = read(createMediaSession(socket));
    for (const message of [connected(), start(), stop()]) {
      await Promise.resolve();
      socket.receive(message);
    }
    expect(events(await messages)).toEqual(["connected", "start", "stop"]);
  });

  it("ends without an error when the socket closes in the middle", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(connected(), start());
    socket.emit("error", {});
    socket.emit("close", { code: 1006 });
    expect(events(await read(session))).toEqual(["connected", "start"]);
    expect(await session.closed).toEqual({ stopped: false, code: 1006 });
  });

  it("takes text, bytes and buffers", () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    const bytes = new TextEncoder().encode(start());
    socket.receive(new TextEncoder().encode(connected()).buffer, Buffer.from(bytes));
    expect(session.start).toBeDefined();
    session.close();
  });

  it("closes the socket when the loop is left", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(connected(), start(), media(1, "/w=="));
    for await (const message of session) if (message.event === "start") break;
    expect(socket.closedWith).toBe(1000);
    expect(await session.closed).toMatchObject({ stopped: false });
  });

  it("can be looped over once", () => {
    const session = createMediaSession(new FakeSocket());
    session[Symbol.asyncIterator]();
    expect(() => session[Symbol.asyncIterator]()).toThrow(ConfigurationError);
    session.close();
  });

  it("works with a socket that has no listeners, as Bun's", async () => {
    const sent: string[] = [];
    const session = createMediaSession({ send: (text) => sent.push(text), close() {}, getBufferedAmount: () => 0 });
    for (const message of [connected(), start()]) session.receive(message);
    expect(session.sendPayload("/w==")).toBe(true);
    session.disconnect(1005);
    expect(events(await read(session))).toEqual(["connected", "start"]);
    expect(sent).toHaveLength(1);
  });
});

describe("what is refused", () => {
  const failure = async (given: unknown[], options = {}) => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket, options);
    socket.receive(...given);
    const error = await read(session).catch((reason) => reason);
    return { failure: error.failure, code: socket.closedWith, text: JSON.stringify(error) + error.message };
  };

  it("closes a socket that does not bring the token, and keeps it out of the error", async () => {
    const refused = await failure([connected("guess"), start()], { authToken: "secret" });
    expect(refused).toMatchObject({ failure: "unauthorized", code: 1008 });
    expect(refused.text).not.toMatch(/guess|secret/);
    expect(await failure([start()], { authToken: "secret" })).toMatchObject({ failure: "unauthorized" });
    expect(await failure([connected()], { authToken: "secret" })).toMatchObject({ failure: "unauthorized" });
  });

  it("lets in what brings the token, and does not hand it on", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket, { authToken: "secret" });
    socket.receive(connected("secret"), start(), stop());
    expect(JSON.stringify(await read(session))).not.toContain("secret");
  });

  it("closes on a message that is too long", async () =>
    expect(await failure([`"${"x".repeat(300_000)}"`])).toMatchObject({ failure: "too-large", code: 1009 }));

  it("takes the token from the upgrade request, in any form of headers", async () => {
    const name = "x-telnyx-streaming-auth-token";
    for (const headers of [
      new Headers({ [name]: "secret" }),
      { [name]: "secret" },
      { "X-Telnyx-Streaming-Auth-Token": "secret" },
    ]) {
      const socket = new FakeSocket();
      const session = createMediaSession(socket, { authToken: "secret", headers });
      socket.receive(connected(), start(), stop());
      expect(events(await read(session))).toEqual(["connected", "start", "stop"]);
    }
    for (const given of ["guess", "", ["secret", "secret"]]) {
      const refused = await failure([connected("secret"), start()], {
        authToken: "secret",
        headers: { [name]: given },
      });
      expect(refused).toMatchObject({ failure: "unauthorized", code: 1008 });
    }
  });

  it("asks the first message for the token when the upgrade request has none", async () => {
    const options = { authToken: "secret", headers: {} };
    expect(await failure([connected(), start()], options)).toMatchObject({ failure: "unauthorized" });
    const socket = new FakeSocket();
    const session = createMediaSession(socket, options);
    socket.receive(connected("secret"), start());
    expect(session.start).toBeDefined();
    session.close();
  });

  it("closes on a first message that cannot be read", async () => {
    expect(await failure(["hello"])).toMatchObject({ failure: "malformed", code: 1007 });
    expect(await failure([Uint8Array.of(0xff)])).toMatchObject({ failure: "malformed", code: 1007 });
    expect(await failure([new Blob(["{}"])])).toMatchObject({ failure: "malformed", code: 1007 });
  });

  it("closes when the stream does not begin", async () => {
    vi.useFakeTimers();
    const socket = new FakeSocket();
    const session = createMediaSession(socket, { startTimeoutMs: 2_000 });
    socket.receive(connected());
    const reading = read(session).catch((error) => error.failure);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await reading).toBe("start-timeout");
    expect(socket.closedWith).toBe(1008);
  });

  it("closes a line on which nothing comes any more", async () => {
    vi.useFakeTimers();
    const socket = new FakeSocket();
    const session = createMediaSession(socket, { idleTimeoutMs: 3_000 });
    const reading = read(session).catch((error) => error.failure);
    socket.receive(connected(), start());
    for (let chunk = 1; chunk <= 5; chunk++) {
      await vi.advanceTimersByTimeAsync(2_999);
      socket.receive(media(chunk, "/w=="));
    }
    expect(socket.closedWith).toBeUndefined();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await reading).toBe("idle-timeout");
    expect(socket.closedWith).toBe(1001);
    expect(await session.closed).toMatchObject({ stopped: false, error: { failure: "idle-timeout" } });
    expect(session.sendSamples(new Int16Array(160))).toBe(false);
  });

  it("leaves no timer behind", () => {
    vi.useFakeTimers();
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(connected(), start());
    socket.bufferedAmount = 100_000_000;
    session.sendSamples(new Int16Array(160));
    void session.drained();
    session.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is over at once on a socket that has closed already", async () => {
    const socket = Object.assign(new FakeSocket(), { readyState: 3 });
    expect(await createMediaSession(socket).closed).toMatchObject({ stopped: false });
  });

  it.each([
    [{ maxQueuedBytes: 0 }, "maxQueuedBytes must be a number from 1 to 2147483647. Found 0."],
    [{ startTimeoutMs: Number.NaN }, "startTimeoutMs must be"],
    [{ idleTimeoutMs: Number.POSITIVE_INFINITY }, "idleTimeoutMs must be"],
    [{ reorderFrames: 2.5 }, "reorderFrames must be a whole number from 0 to 500. Found 2.5."],
    [{ authToken: "" }, "authToken is empty"],
    [{ send: { encoding: "OPUS" } }, "send.encoding is OPUS"],
    [{ send: { encoding: "L16", sampleRate: 11_025 } }, "send.sampleRate is 11025"],
    [{ token: "x" }, "no option token"],
  ])("does not take the options %j", (options, what) => {
    expect(() => createMediaSession(new FakeSocket(), options as object)).toThrow(what);
  });
});

describe("what waits to be read", () => {
  const frame = (chunk: number) => media(chunk, "A".repeat(216));

  it("is bounded: the oldest audio is dropped and counted, everything else is kept", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket, { maxQueuedBytes: 10_000 });
    socket.receive(connected(), start());
    for (let chunk = 1; chunk <= 500; chunk++) socket.receive(frame(chunk), ...(chunk % 100 ? [] : [digit("1")]));
    socket.receive(stop());
    const messages = await read(session);
    const chunks = messages.filter((message): message is MediaMessage => message.event === "media");
    expect(session.counts.dropped).toBe(500 - chunks.length);
    expect(chunks.length).toBeGreaterThan(20);
    expect(chunks.at(-1)?.media.chunk).toBe(500);
    expect(events(messages).filter((event) => event !== "media")).toEqual([
      "connected",
      "start",
      ...Array(5).fill("dtmf"),
      "stop",
    ]);
  });

  it("never exceeds its bound, whatever comes and however slowly it is read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 300 }), async (reads) => {
        const socket = new FakeSocket();
        const session = createMediaSession(socket, { maxQueuedBytes: 5_000 });
        socket.receive(connected(), start());
        const loop = session[Symbol.asyncIterator]();
        let last = 0;
        for (const [chunk, reading] of reads.entries()) {
          socket.receive(frame(chunk + 1));
          const message = reading ? (await loop.next()).value : undefined;
          if (message?.event !== "media") continue;
          expect(message.media.chunk).toBeGreaterThan(last);
          // Unread messages never exceed the bound.
          expect(chunk + 1 - message.media.chunk).toBeLessThanOrEqual(5_000 / frame(1).length);
          last = message.media.chunk;
        }
        session.close();
      }),
    );
  });

  it("gives a flood of other messages up", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket, { maxQueuedBytes: 1_000 });
    for (let count = 0; count < 100; count++) socket.receive(digit("1"));
    await expect(read(session)).rejects.toMatchObject({ failure: "too-large" });
    expect(socket.closedWith).toBe(1009);
    expect(await session.closed).toMatchObject({ error: { failure: "too-large" } });
  });
});

describe("an odd message after start", () => {
  it.each([
    ["text that is not JSON", "hello"],
    ["bytes that are not UTF-8", Uint8Array.of(0xff)],
    ["a list", "[]"],
    ["an error without a payload", '{"event":"error"}'],
    ["a digit as a number", '{"event":"dtmf","dtmf":{"digit":5}}'],
    ["a mark without a name", '{"event":"mark"}'],
    ["a frame without a payload", '{"event":"media","media":{"track":"inbound","chunk":"2"}}'],
    ["a frame that is not base64", media(2, "*")],
  ])("is reported and does not end the call: %s", async (_, odd) => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(start(), media(1, "/w=="), odd, media(2, "/w=="), stop());
    const messages = await read(session);
    expect(events(messages)).toEqual(["start", "media", "malformed", "media", "stop"]);
    expect(messages[2]).toEqual({ event: "malformed", problem: expect.stringMatching(/\.$|\?$/) });
    expect([session.counts.malformed, session.counts.missing]).toEqual([1, 0]);
  });

  it("is half a sample of L16: every frame that the loop gives can be decoded", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(start("L16", 16_000), media(1, "AAAA"), media(2, "AAA="), stop());
    const frames = (await read(session)).filter((message) => message.event === "media");
    expect(frames.map((frame) => session.samples(frame).length)).toEqual([1]);
  });
});

describe("marks", () => {
  const marked = (messages: readonly MediaStreamMessage[]) =>
    messages.flatMap((message) => (message.event === "mark" ? [[message.mark.name, message.cleared ?? false]] : []));

  it("come back as played, or as cleared when clear was sent after them", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(start());
    session.mark("first");
    socket.receive(mark("first"));
    session.mark("second");
    session.clear();
    session.mark("third");
    socket.receive(mark("second"), mark("third"), stop());
    expect(marked(await read(session))).toEqual([
      ["first", false],
      ["second", true],
      ["third", false],
    ]);
  });

  it("of one name can be distinguished", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(start());
    session.mark("a");
    session.clear();
    session.mark("a");
    socket.receive(mark("a"), mark("a"), stop());
    expect(marked(await read(session))).toEqual([
      ["a", true],
      ["a", false],
    ]);
  });

  it("that have not left the session come back as cleared too", async () => {
    const socket = new FakeSocket();
    const session = createMediaSession(socket);
    socket.receive(start());
    socket.bufferedAmount = 300_000;
    session.sendSamples(new Int16Array(8_000));
    session.mark("end");
    socket.bufferedAmount = 0;
    session.clear();
    socket.receive(stop());
    expect(marked(await read(session))).toEqual([["end", true]]);
    expect(socket.frames).toEqual([{ event: "clear" }]);
  });
});
