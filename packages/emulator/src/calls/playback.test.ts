import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const url = (name: string) => `https://example.com/${name}.mp3`;

describe("startPlayback", () => {
  test("plays consecutive files one after the other, each with its own pair of events", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "playback_start", { audio_url: url("a") });
    await act(call, "playback_start", { audio_url: url("b") });
    await emulator.settle();
    expect(types().slice(2)).toEqual([
      "call.playback.started",
      "call.playback.ended",
      "call.playback.started",
      "call.playback.ended",
    ]);
    expect(payloads("call.playback.started").map((payload) => payload.media_url)).toEqual([url("a"), url("b")]);
  });

  test("shares its queue with speech", async () => {
    const { emulator, act, answeredCall, types } = await testEmulator();
    const call = await answeredCall();
    await act(call, "speak", { payload: "hello", voice: "female" });
    await act(call, "playback_start", { audio_url: url("a") });
    await emulator.settle();
    expect(types().slice(2)).toEqual([
      "call.speak.started",
      "call.speak.ended",
      "call.playback.started",
      "call.playback.ended",
    ]);
  });

  test("repeats a loop under one pair of events, for as long as all rounds take", async () => {
    const { emulator, act, answeredCall, types } = await testEmulator();
    emulator.setMedia(url("a"), { durationMs: 1_000 });
    const call = await answeredCall();
    await act(call, "playback_start", { audio_url: url("a"), loop: 5 });
    const before = emulator.now().getTime();
    await emulator.settle();
    expect(types().slice(2)).toEqual(["call.playback.started", "call.playback.ended"]);
    expect(emulator.now().getTime() - before).toBeGreaterThanOrEqual(5_000);
  });

  test("plays an endless loop until it is stopped", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "playback_start", { audio_url: url("a"), loop: "infinity" });
    await emulator.settle();
    await emulator.advance(60_000);
    expect(types()).not.toContain("call.playback.ended");
    await act(call, "playback_stop");
    await emulator.settle();
    expect(payloads("call.playback.ended")[0]).toMatchObject({ status: "cancelled" });
  });

  test.each(["0", 101, "many", 0])("refuses a loop of %s with 90009", async (loop) => {
    const { act, answeredCall } = await testEmulator();
    const { status, body } = await act(await answeredCall(), "playback_start", { audio_url: url("a"), loop });
    expect([status, body.errors?.[0]?.code]).toEqual([422, "90009"]);
  });

  test("with stop current plays the next item at once, with stop all forgets the queue", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "playback_start", { audio_url: url("a") });
    await act(call, "playback_start", { audio_url: url("b") });
    await emulator.advance(1_000);
    await act(call, "playback_start", { audio_url: url("c"), stop: "all" });
    await emulator.settle();
    expect(payloads("call.playback.started").map((payload) => payload.media_url)).toEqual([url("a"), url("c")]);
    expect(payloads("call.playback.ended").map((payload) => payload.status)).toEqual(["cancelled", "completed"]);
  });

  test("lays an overlay over what plays, and refuses one where nothing plays", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    expect((await act(call, "playback_start", { audio_url: url("o"), overlay: true })).body.errors?.[0]?.code).toBe(
      "10015",
    );
    await act(call, "playback_start", { audio_url: url("a"), loop: "infinity" });
    await emulator.advance(500);
    await act(call, "playback_start", { audio_url: url("o"), overlay: true });
    await emulator.advance(500);
    await act(call, "playback_stop", { overlay: true });
    await emulator.settle();
    expect(payloads("call.playback.ended")).toMatchObject([{ overlay: true, status: "cancelled" }]);
    await act(call, "playback_start", { audio_url: url("o"), overlay: true });
    await emulator.advance(500);
    await act(call, "playback_stop", { stop: "overlay" });
    await emulator.settle();
    expect(payloads("call.playback.ended")).toMatchObject([{ overlay: true }, { overlay: true }]);
  });

  test("reports a missing file as ended without having started", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator();
    emulator.setMedia(url("gone"), { missing: true });
    const call = await answeredCall();
    await act(call, "playback_start", { audio_url: url("gone") });
    await emulator.settle();
    expect(types().slice(2)).toEqual(["call.playback.ended"]);
    expect(payloads("call.playback.ended")[0]).toMatchObject({ status: "file_not_found" });
  });

  test("refuses a missing file with 90040 where the behaviour is set so", async () => {
    const { emulator, act, answeredCall } = await testEmulator({ behaviour: { missingAudio: "refuse" } });
    emulator.setMedia(url("gone"), { missing: true });
    const { status, body } = await act(await answeredCall(), "playback_start", { audio_url: url("gone") });
    expect([status, body.errors?.[0]?.code]).toEqual([400, "90040"]);
  });

  test("refuses what is not a URL, no source at all, and two sources", async () => {
    const { act, answeredCall } = await testEmulator();
    const call = await answeredCall();
    const codeOf = async (body: object) => (await act(call, "playback_start", body)).body.errors?.[0]?.code;
    expect(await codeOf({ audio_url: "not a url" })).toBe("10003");
    expect(await codeOf({})).toBe("10004");
    expect(await codeOf({ audio_url: url("a"), media_name: "b" })).toBe("10015");
  });

  test("plays stored files by name and raw content without one", async () => {
    const { emulator, act, api, answeredCall, payloads } = await testEmulator();
    await api("POST", "/media", { media_name: "hello", media_url: url("hello") });
    const call = await answeredCall();
    await act(call, "playback_start", { media_name: "hello" });
    await act(call, "playback_start", { playback_content: btoa("x".repeat(1_000)) });
    await emulator.settle();
    expect(payloads("call.playback.started").map((payload) => [payload.media_name, payload.media_url])).toEqual([
      ["hello", undefined],
      [undefined, undefined],
    ]);
  });
});

describe("stopPlayback", () => {
  test("ends everything by default and only the current item with stop current", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    for (const name of ["a", "b", "c"]) await act(call, "playback_start", { audio_url: url(name) });
    await emulator.advance(1_000);
    await act(call, "playback_stop", { stop: "current" });
    await emulator.advance(1_000);
    await act(call, "playback_stop", {});
    await emulator.settle();
    expect(payloads("call.playback.ended").map((payload) => payload.media_url)).toEqual([url("a"), url("b")]);
  });

  test("responds with 200 if nothing plays, and 90016 to another word", async () => {
    const { act, answeredCall } = await testEmulator();
    const call = await answeredCall();
    expect((await act(call, "playback_stop")).status).toBe(200);
    expect((await act(call, "playback_stop", { stop: "some" })).body.errors?.[0]?.code).toBe("90016");
  });

  test.each(["completed", "cancelled"] as const)(
    "ends speech as %s where the behaviour is set so",
    async (stoppedSpeakStatus) => {
      // Without a receiver: the specification knows no "cancelled" for speech, and a receiver would hold that against it.
      const { emulator, act, answeredCall, payloads } = await testEmulator({
        behaviour: { stoppedSpeakStatus },
        webhookHandler: undefined,
        port: false,
      });
      const call = await answeredCall();
      await act(call, "speak", { payload: "a long sentence ".repeat(20), voice: "female" });
      await emulator.advance(3_000);
      await act(call, "playback_stop");
      await emulator.settle();
      expect(payloads("call.speak.ended")).toMatchObject([{ status: stoppedSpeakStatus }]);
    },
  );
});

describe("speak", () => {
  test("takes about sixteen characters a second and carries a speak_id", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "speak", { payload: "x".repeat(160), voice: "female" });
    const before = emulator.now().getTime();
    await emulator.settle();
    expect(emulator.now().getTime() - before).toBeGreaterThanOrEqual(11_000);
    expect(payloads("call.speak.started")[0]?.speak_id).toMatch(/^[A-Za-z0-9]{10}$/);
    expect(payloads("call.speak.ended")[0]).toMatchObject({ status: "completed", calling_party_type: "pstn" });
    for (const field of ["from", "to"]) expect(payloads("call.speak.started")[0]).not.toHaveProperty(field);
  });

  test("refuses more than 3000 characters with 90010", async () => {
    const { act, answeredCall } = await testEmulator();
    const { body } = await act(await answeredCall(), "speak", { payload: "x".repeat(3_001), voice: "female" });
    expect(body.errors?.[0]?.code).toBe("90010");
  });

  test("is refused before the answer with 90034 that names the command", async () => {
    const { emulator, act } = await testEmulator();
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    const { status, body } = await act(call, "speak", { payload: "hello", voice: "female" });
    expect([status, body.errors?.[0]?.code]).toEqual([422, "90034"]);
    expect(body.errors?.[0]?.detail).toContain("speak command");
    expect(body.errors?.[0]).not.toHaveProperty("source");
  });

  test("ends as call_hangup when the call ends", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "speak", { payload: "a long sentence ".repeat(20), voice: "female" });
    await emulator.advance(3_000);
    await call.hangup();
    expect(payloads("call.speak.ended")).toMatchObject([{ status: "call_hangup" }]);
    expect(types().slice(-2)).toEqual(["call.speak.ended", "call.hangup"]);
  });
});
