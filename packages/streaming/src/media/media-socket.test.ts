import { afterEach, describe, expect, it } from "vitest";
import { encodeMuLaw } from "../media.js";
import { playCalls } from "./__tests__/calls.js";
import { connect, echo, type MediaServer, startMediaServer } from "./__tests__/media-server.js";
import { connected, media, start, stop } from "./__tests__/wire.js";

const clean = { dropped: 0, refused: 0, late: 0, missing: 0, malformed: 0 };
let server: MediaServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe("a session on a real socket", () => {
  it("plays back what the caller says until the stream stops", async () => {
    server = await startMediaServer(echo);
    const socket = await connect(server.url);
    const frames: string[] = [];
    socket.on("message", (data) => frames.push(JSON.parse(String(data)).media.payload));
    const payloads = [0x00, 0x80, 0xff].map((code) => Buffer.alloc(160, code).toString("base64"));
    for (const text of [connected(), start(), ...payloads.map((payload, index) => media(index + 1, payload))]) {
      socket.send(text);
    }
    await expect.poll(() => frames).toEqual(payloads);
    socket.send(stop());
    const code = await new Promise((resolve) => socket.once("close", resolve));
    expect(code).toBe(1000);
    expect(await server.sessions[0]?.closed).toEqual({ stopped: true });
  });

  it("ends the loop when the connection breaks", async () => {
    let ended = false;
    server = await startMediaServer(async (session) => {
      await echo(session);
      ended = true;
    });
    const socket = await connect(server.url);
    socket.send(connected());
    await expect.poll(() => server?.sessions.length).toBe(1);
    socket.terminate();
    expect(await server.sessions[0]?.closed).toEqual({ stopped: false, code: 1006 });
    await expect.poll(() => ended).toBe(true);
  });

  it("holds no more than its bound for a peer that does not read", async () => {
    const maxBufferedBytes = 200_000;
    let longest = 0;
    let sent = 0;
    server = await startMediaServer(
      async (session, socket) => {
        for await (const message of session) {
          if (message.event !== "start") continue;
          const second = new Int16Array(8000);
          // Enough to fill the buffers of the operating system too.
          for (let count = 0; count < 2_000; count++) {
            if (session.sendSamples(second)) sent++;
            longest = Math.max(longest, socket.bufferedAmount);
            if (count % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
          }
        }
      },
      { maxBufferedBytes },
    );
    const socket = await connect(server.url);
    let read = 0;
    socket.on("message", () => read++);
    socket.pause();
    socket.send(connected());
    socket.send(start());
    await expect.poll(() => server?.sessions[0]?.counts.refused ?? 0, { timeout: 60_000 }).toBeGreaterThan(100);
    await expect.poll(() => sent + (server?.sessions[0]?.counts.refused ?? 0), { timeout: 60_000 }).toBe(2_000);
    // A frame's header of a few bytes is the socket's own.
    expect(longest).toBeLessThanOrEqual(maxBufferedBytes + 16);
    socket.resume();
    expect(await server.sessions[0]?.drained()).toBe(true);
    await expect.poll(() => read, { timeout: 60_000 }).toBe(sent);
  });

  it.each(["ws", "wss"] as const)("plays four minutes of speech of one write whole, over %s", async (protocol) => {
    const speech = Int16Array.from({ length: 8_000 * 240 }, (_, index) => ((index * 37) % 16_000) - 8_000);
    const taken: boolean[] = [];
    server = await startMediaServer(
      async (session) => {
        for await (const message of session) {
          if (message.event === "start") taken.push(session.sendSamples(speech), session.mark("end"));
        }
      },
      {},
      protocol,
    );
    const socket = await connect(server.url);
    const heard: Buffer[] = [];
    const ended = new Promise<void>((resolve) => {
      socket.on("message", (data) => {
        const frame = JSON.parse(String(data));
        if (frame.event === "mark") return resolve();
        heard.push(Buffer.from(frame.media.payload, "base64"));
      });
    });
    socket.send(connected());
    socket.send(start());
    await ended;
    expect(taken).toEqual([true, true]);
    expect(Buffer.concat(heard).equals(encodeMuLaw(speech))).toBe(true);
  });

  it("carries several calls at once without losing a frame", async () => {
    server = await startMediaServer(echo);
    const report = await playCalls(server.url, 5, 2);
    expect(report).toMatchObject({ sent: 500, received: 500 });
    expect(server.sessions.map(({ counts }) => counts)).toEqual(Array(5).fill(clean));
  });
});
