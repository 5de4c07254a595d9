import { rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { expect, test } from "vitest";
import { createVoicemail } from "./voicemail.js";

const numbers = { from: "+12025550101", to: "+12025550102" };

async function call(options: Parameters<typeof rehearse>[1] = {}) {
  const messages: string[] = [];
  const greetingUrl = "https://example.com/greeting.mp3";
  const emulator = await rehearse(
    (rehearsal) => createVoicemail({ ...rehearsal, greetingUrl, onMessage: (url) => messages.push(url) }),
    options,
  );
  return { emulator, messages, caller: await emulator.inboundCall(numbers) };
}

test("a caller hears the greeting, leaves a message, and the call ends after three seconds of silence", async () => {
  const { emulator, caller, messages } = await call();
  await caller.say("Please call me back.");
  await emulator.advance(2_900);
  expect(messages).toEqual([]);
  await emulator.advance(2_000);
  expect(caller.state).toBe("ended");
  expect((await emulator.fetch(messages[0] ?? "")).headers.get("content-type")).toBe("audio/mpeg");
  expect(emulator.timeline.events).toEqual([
    "call.initiated",
    "call.answered",
    "call.playback.started",
    "call.playback.ended",
    "call.recording.saved",
    "call.hangup",
  ]);
});

test("a caller who hangs up during the message leaves it", async () => {
  const { caller, messages } = await call();
  await caller.hangup();
  expect(messages).toHaveLength(1);
});

test("nobody is recorded who hung up during the greeting", async () => {
  const { emulator, caller, messages } = await call({ autoSettle: false });
  await emulator.advance(1_000);
  await caller.hangup();
  await emulator.settle();
  expect(messages).toEqual([]);
  expect(emulator.timeline.events.slice(-2)).toEqual(["call.playback.ended", "call.hangup"]);
});

test("a caller can leave a message although the greeting is missing", async () => {
  const { emulator, caller, messages } = await call({ autoSettle: false });
  emulator.setMedia("https://example.com/greeting.mp3", { missing: true });
  await emulator.settle();
  await caller.say("Please call me back.");
  await emulator.advance(5_000);
  expect(messages).toHaveLength(1);
});

test("a message that cannot be stored ends the call", async () => {
  const { emulator, caller, messages } = await call();
  emulator.setRecordingError("Internal server error");
  await emulator.advance(10_000);
  expect(messages).toEqual([]);
  expect(caller.state).toBe("ended");
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const report = await everyEnding({
    app: (rehearsal) =>
      createVoicemail({ ...rehearsal, greetingUrl: "https://example.com/greeting.mp3", onMessage: () => {} }),
    steps: 1,
    seconds: 240,
  });
  expect(report).toMatchObject({ complete: true });
});
