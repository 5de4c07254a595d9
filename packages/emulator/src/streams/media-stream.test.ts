import { type AddressInfo, createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";
import { echo, frame, mediaServer, payload, streamed } from "./__tests__/media-server.js";

describe("a media stream", () => {
  test("introduces itself, and brings the audio of the call and its keys", async () => {
    const server = await mediaServer();
    const custom_parameters = [{ name: "customer", value: "4711" }];
    const { call, types, emulator } = await streamed(server.url, { stream_auth_token: "secret", custom_parameters });
    await call.sound(frame(1, 60));
    await call.press("5");
    await call.hangup();
    await expect.poll(() => server.closedWith()).toBeDefined();

    expect(server.requests[0]?.headers["x-telnyx-streaming-auth-token"]).toBe("secret");
    const [connected, start] = server.messages;
    expect(connected).toMatchObject({ event: "connected", connected: { "x-telnyx-streaming-auth-token": "secret" } });
    expect(start).toMatchObject({
      event: "start",
      start: {
        call_control_id: call.callControlId,
        custom_parameters: { customer: "4711" },
        media_format: { encoding: "PCMU", sample_rate: 8000, channels: 1 },
      },
    });
    const media = server.of("media").map(({ media }) => media as { chunk: string; payload: string; track: string });
    expect(media.filter((frame) => frame.payload === payload(1))).toHaveLength(3);
    expect(media.map(({ chunk }) => Number(chunk))).toEqual(media.map((_, index) => index + 1));
    expect(server.of("dtmf")).toMatchObject([{ dtmf: { digit: "5" } }]);
    expect(server.messages.at(-1)).toMatchObject({ event: "stop" });
    expect(server.closedWith()).toBe(1005);
    expect(types().filter((type) => type.startsWith("streaming"))).toEqual(["streaming.started", "streaming.stopped"]);
    await emulator.stop();
  });

  test("plays what the application sends back", async () => {
    const server = await mediaServer(echo);
    const { call } = await streamed(server.url);
    const heardBefore = call.heardAudio.length;
    await call.sound(frame(7, 200));
    await expect
      .poll(async () => {
        await call.sound(new Uint8Array(0));
        return [...call.heardAudio.subarray(heardBefore)].filter((level) => level === 7).length;
      })
      .toBe(1600);
  });

  test("is answered while its time passes", async () => {
    const server = await mediaServer(({ event }, _socket, send) => {
      if (event === "media") send({ event, media: { payload: payload(7) } });
    });
    const { call, emulator } = await streamed(server.url);
    const before = call.heardAudio.length;
    await emulator.advance(2_000);
    expect((call.heardAudio.length - before) / 160).toBeGreaterThan(80);
  });

  test("sends silence while nobody speaks, a frame every 20 ms of its time", async () => {
    const server = await mediaServer();
    const { emulator } = await streamed(server.url, { stream_track: "both_tracks", stream_codec: "PCMA" });
    const before = server.of("media").length;
    await emulator.advance(1_000);
    await expect.poll(() => server.of("media").length - before).toBe(100);
    expect(server.of("media").at(-1)).toMatchObject({ media: { track: "outbound", payload: payload(0xd5) } });
  });

  test("returns a mark when everything before it has been played, and at once at a clear", async () => {
    const times: number[] = [];
    const server = await mediaServer(({ event, mark }, _socket, send) => {
      if (event === "start") {
        send({ event: "media", media: { payload: payload(3, 2_000) } });
        send({ event: "mark", mark: { name: "played" } });
      }
      if (event === "mark") times.push((mark as { name: string }).name === "played" ? 1 : 2);
      if (event === "dtmf") {
        send({ event: "media", media: { payload: payload(4, 30_000) } });
        send({ event: "mark", mark: { name: "cleared" } });
        send({ event: "clear" });
      }
    });
    const { call, emulator } = await streamed(server.url);
    await emulator.settle();
    await expect.poll(() => server.of("mark")).toMatchObject([{ mark: { name: "played" } }]);
    expect(call.heardAudio).toEqual(frame(3, 2_000));
    const before = emulator.now().getTime();
    await call.press("1");
    await expect.poll(() => server.of("mark")).toHaveLength(2);
    expect(emulator.now().getTime() - before).toBeLessThan(1_000);
    expect(call.heardAudio).toEqual(frame(3, 2_000));
    expect(times).toEqual([1, 2]);
  });

  test("answers frames that it cannot use with an error", async () => {
    const wrong = [
      "nonsense",
      '{"event":"sing"}',
      '{"event":"media","media":{"payload":"%"}}',
      '{"event":"mark","mark":{}}',
    ];
    const server = await mediaServer(({ event }, socket) => {
      if (event === "start") for (const text of wrong) socket.send(text);
    });
    await streamed(server.url);
    await expect
      .poll(() => server.of("error").map(({ payload }) => (payload as { code: number }).code))
      .toEqual([100_003, 100_003, 100_004, 100_003]);
  });

  test("takes one file per second unless it was switched to RTP", async () => {
    const server = await mediaServer(({ event }, _socket, send) => {
      const mp3 = Buffer.concat([Buffer.from("ID3"), Buffer.alloc(157)]).toString("base64");
      if (event === "start") for (let file = 0; file < 2; file++) send({ event: "media", media: { payload: mp3 } });
    });
    const { emulator, call } = await streamed(server.url, { stream_bidirectional_mode: "mp3" });
    await expect.poll(() => server.of("error")).toMatchObject([{ payload: { code: 100_005 } }]);
    await emulator.settle();
    expect(call.heardAudio).toHaveLength(160);
  });

  test("lets nobody hear raw audio where it was not switched to RTP, and says so", async () => {
    const server = await mediaServer(({ event }, _socket, send) => {
      if (event === "start") send({ event: "media", media: { payload: payload(0) } });
    });
    const { emulator, call } = await streamed(server.url, { stream_bidirectional_mode: "mp3" });
    await expect.poll(() => String(emulator.timeline)).toContain("nobody hears it");
    expect(call.heardAudio).toHaveLength(0);
  });

  test("announces the codec of the leg", async () => {
    const server = await mediaServer();
    const { emulator, act } = await testEmulator();
    const call = await emulator.inboundCall({ from: "+442079460101", to: "+442079460102", codec: "PCMA" });
    await act(call, "answer", { stream_url: server.url });
    await emulator.settle();
    expect(server.of("start")).toMatchObject([{ start: { media_format: { encoding: "PCMA", sample_rate: 8_000 } } }]);
  });

  test("does not hold up its time where the application answers no ping, and closes its socket when the emulator stops", async () => {
    const server = await mediaServer(undefined, { autoPong: false });
    const { emulator } = await streamed(server.url);
    const started = performance.now();
    await emulator.advance(500);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(server.sockets()).toBe(1);
    await emulator.stop();
    await expect.poll(() => server.sockets(), { timeout: 60_000 }).toBe(0);
  });

  test("is over when the application closes its socket", async () => {
    const server = await mediaServer(({ event }, socket) => {
      if (event === "dtmf") socket.close(1000);
    });
    const { call, types, act } = await streamed(server.url);
    await call.press("1");
    await expect.poll(() => types().at(-1)).toBe("streaming.stopped");
    expect((await act(call, "streaming_stop")).body.errors?.[0]?.code).toBe("90048");
    expect(call.state).toBe("answered");
  });

  test("to the other side of a bridge is heard there", async () => {
    const server = await mediaServer(({ event }, _socket, send) => {
      if (event === "dtmf") send({ event: "media", media: { payload: payload(9) } });
    });
    const { call, act, dialled, emulator } = await streamed(server.url, {
      stream_bidirectional_target_legs: "opposite",
    });
    const agent = await dialled();
    await act(call, "bridge", { call_control_id: agent.callControlId });
    await emulator.settle();
    await call.press("1");
    await emulator.settle();
    expect([call.heardAudio.length, agent.heardAudio.length]).toEqual([0, 160]);
  });

  test("starts with the answer, and runs in real time too", async () => {
    const server = await mediaServer();
    const { emulator, act, types } = await testEmulator({ clock: "real", timings: { answer: 1, service: 1 } });
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await act(call, "answer", { stream_url: server.url });
    await expect.poll(() => types()).toContain("streaming.started");
    await expect.poll(() => server.of("media").length, { timeout: 60_000 }).toBeGreaterThan(20);
    await emulator.stop();
  });
});

describe("a stream that fails", () => {
  test("because nobody listens, or because it is no WebSocket server, is reported", async () => {
    const deaf = createServer((socket) => void socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"));
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void deaf.close());
    for (const port of [1, (deaf.address() as AddressInfo).port]) {
      const { types, payloads, emulator } = await streamed(`ws://127.0.0.1:${port}/media`);
      expect(types().at(-1)).toBe("streaming.failed");
      expect(payloads("streaming.failed")).toMatchObject([{ failure_reason: "connection_failed" }]);
      expect(String(emulator.timeline)).toMatch(/Unexpected server response: 404|ECONNREFUSED/);
    }
  });

  test("to another machine is reported without a socket, unless it is asked for", async () => {
    expect((await streamed("wss://bot.example.com/media")).types().at(-1)).toBe("streaming.started");
    const server = await mediaServer();
    expect((await streamed(server.url, {}, { mediaStreams: "none" })).types().at(-1)).toBe("streaming.started");
    expect(server.messages).toEqual([]);
    const all = await streamed("ws://bot.invalid/media", {}, { mediaStreams: "all" });
    expect(all.types().at(-1)).toBe("streaming.failed");
  });
});
