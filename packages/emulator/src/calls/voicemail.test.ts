import { expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

test("an inbound call is answered, greeted, recorded and hung up", async () => {
  const { emulator, act, types, payloads } = await testEmulator();
  const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await act(call, "answer");
  await emulator.settle();
  await act(call, "playback_start", { audio_url: "https://example.com/hello.mp3" });
  await emulator.settle();
  await act(call, "record_start", { format: "wav", channels: "single" });
  await call.say("hello");
  await emulator.advance(2_000);
  await act(call, "record_stop");
  await emulator.settle();
  await act(call, "hangup");
  await emulator.settle();
  expect(types()).toEqual([
    "call.initiated",
    "call.answered",
    "call.playback.started",
    "call.playback.ended",
    "call.recording.saved",
    "call.hangup",
  ]);
  expect(payloads("call.hangup")[0]).toMatchObject({
    hangup_cause: "normal_clearing",
    hangup_source: "callee",
    sip_hangup_cause: "unspecified",
  });
});
