import { describe, expect, test } from "vitest";
import type { Fault } from "../faults/faults.js";
import { frame, mediaServer, payload, streamed } from "./__tests__/media-server.js";
import { toneOf } from "./stream-format.js";

type Server = Awaited<ReturnType<typeof mediaServer>>;
type Media = { readonly chunk: string; readonly track: string; readonly payload: string };

const mediaOf = (server: Server) => server.of("media").map(({ media }) => media as Media);
const outbound = (server: Server) =>
  mediaOf(server).flatMap(({ track, payload }) => (track === "outbound" ? [payload] : []));
const speech = { payload: "Please wait, we connect you with somebody.", voice: "female" };
const both = { stream_track: "both_tracks" };

describe("the outbound track", () => {
  test.each(["PCMU", "PCMA", "L16"])(
    "carries a tone in %s while a prompt plays, and silence after it",
    async (codec) => {
      const server = await mediaServer();
      const { act, call, emulator } = await streamed(server.url, { ...both, stream_codec: codec });
      const before = outbound(server);
      await act(call, "speak", speech);
      await emulator.settle();
      await emulator.advance(1_000);
      const sampleRate = codec === "L16" ? 16_000 : 8_000;
      const tone = toneOf({ encoding: codec, sampleRate, bytesPerMs: codec === "L16" ? 32 : 8 });
      const frames = () => outbound(server).slice(before.length);
      const isTone = (sent: string) => sent === Buffer.from(tone).toString("base64");
      await expect.poll(() => frames().filter(isTone).length * 20).toBeGreaterThan(2_000);
      expect(before.some(isTone) || frames().slice(-40).some(isTone)).toBe(false);
    },
  );

  test("carries what the application plays into the stream, and the other side of a bridge", async () => {
    const server = await mediaServer(({ event }, _socket, send) => {
      if (event === "dtmf") send({ event: "media", media: { payload: payload(9) } });
    });
    const { act, call, dialled, emulator } = await streamed(server.url, both);
    await call.press("1");
    await emulator.advance(200);
    await expect.poll(() => outbound(server)).toContain(payload(9));
    const agent = await dialled();
    await act(call, "bridge", { call_control_id: agent.callControlId });
    await emulator.settle();
    await agent.sound(frame(5));
    await emulator.advance(200);
    await expect.poll(() => outbound(server)).toContain(payload(5));
    expect(call.heardAudio.slice(-160)).toEqual(frame(5));
  });

  test("carries the prompts of a conference", async () => {
    const server = await mediaServer();
    const { act, api, call, emulator } = await streamed(server.url, both);
    const { body } = await api("POST", "/conferences", { call_control_id: call.callControlId, name: "daily" });
    const before = new Set(outbound(server)).size;
    await api("POST", `/conferences/${body.data?.id}/actions/speak`, speech);
    await emulator.settle();
    await emulator.advance(1_000);
    await expect.poll(() => new Set(outbound(server)).size).toBe(before + 1);
    expect((await act(call, "streaming_stop")).status).toBe(200);
  });
});

/** Real time, for what is still on its way over the socket. */
const arrived = () => new Promise((resolve) => setTimeout(resolve, 250));

describe("a fault of a media stream", () => {
  const chunks = async (fault: Fault) => {
    const server = await mediaServer();
    const { emulator } = await streamed(server.url);
    await arrived();
    const first = mediaOf(server).length;
    emulator.inject(fault);
    await emulator.advance(1_000);
    await emulator.stop();
    await expect.poll(() => server.sockets()).toBe(0);
    const numbers = mediaOf(server)
      .slice(first)
      .map(({ chunk }) => Number(chunk));
    return { numbers, sorted: [...numbers].sort((a, b) => a - b) };
  };

  test("frame-drop leaves a number out", async () => {
    const { numbers, sorted } = await chunks({ fault: "frame-drop", on: "inbound", times: 2 });
    expect(numbers).toEqual(sorted);
    // The two that are missing came first.
    expect(numbers.length).toBe(48);
  });

  test("frame-reorder sends a frame behind the next one", async () => {
    const { numbers, sorted } = await chunks({ fault: "frame-reorder" });
    expect(numbers).not.toEqual(sorted);
    expect(sorted).toEqual(sorted.map((_, index) => (sorted[0] ?? 0) + index));
    expect(numbers.slice(0, 2)).toEqual([(sorted[0] ?? 0) + 1, sorted[0]]);
  });

  test("frame-burst holds frames back, and sends them at once and in order", async () => {
    const server = await mediaServer();
    const { emulator } = await streamed(server.url);
    emulator.inject({ fault: "frame-burst", delayMs: 500, times: 1 });
    await emulator.advance(100);
    await arrived();
    const before = mediaOf(server).length;
    await emulator.advance(380);
    await arrived();
    expect(mediaOf(server).length).toBe(before);
    await emulator.advance(100);
    await expect.poll(() => mediaOf(server).length - before).toBeGreaterThanOrEqual(25);
    const numbers = mediaOf(server).map(({ chunk }) => Number(chunk));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test("line-dead lets nothing come or go, and leaves the socket open", async () => {
    let speak: ((frame: object) => void) | undefined;
    const server = await mediaServer((_message, _socket, send) => {
      speak = send;
    });
    const { emulator, call } = await streamed(server.url);
    emulator.inject({ fault: "line-dead", times: 1 });
    await emulator.advance(40);
    await arrived();
    const before = server.messages.length;
    await emulator.advance(2_000);
    await call.press("1");
    speak?.({ event: "media", media: { payload: payload(9) } });
    await arrived();
    await emulator.advance(100);
    expect(server.messages.length).toBe(before);
    expect(call.heardAudio).toHaveLength(0);
    expect(server.sockets()).toBe(1);
    await emulator.stop();
  });

  test("is refused on what is no track", async () => {
    await expect(chunks({ fault: "frame-drop", on: "left" })).rejects.toThrow(
      'The fault frame-drop is on "left", which is no track. Give inbound or outbound.',
    );
  });
});
