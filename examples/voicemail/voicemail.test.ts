import { decodeClientState } from "@telnyx-kit/core";
import { expect, test } from "vitest";
import { startRehearsal } from "../rehearse.js";
import { voicemail } from "./voicemail.js";

async function start() {
  const { emulator, kit } = await startRehearsal();
  const messages: string[] = [];
  voicemail({ ...kit, greetingUrl: "https://example.com/greeting.mp3", onMessage: (url) => messages.push(url) });
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  return { emulator, caller, messages };
}

test("a caller hears the greeting, leaves a message, and the call ends after three seconds of silence", async () => {
  const { emulator, caller, messages } = await start();
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

test("a caller who hangs up during the message leaves it, and the call is not hung up again", async () => {
  const { emulator, caller, messages } = await start();
  expect(decodeClientState(caller.clientState)).toEqual({ step: "message" });
  await caller.hangup();
  expect(messages).toHaveLength(1);
  const commands = emulator.timeline.entries.flatMap((entry) =>
    entry.kind === "command" ? [`${entry.operation} ${entry.status}`] : [],
  );
  expect(commands.slice(0, 3)).toEqual(["voice.answer 200", "media.startPlayback 200", "media.startRecording 200"]);
});

test("nobody is recorded who hung up during the greeting", async () => {
  const { emulator, kit } = await startRehearsal({ autoSettle: false });
  voicemail({ ...kit, greetingUrl: "https://example.com/greeting.mp3", onMessage: () => expect.unreachable() });
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await emulator.advance(1_000);
  await caller.hangup();
  await emulator.settle();
  expect(emulator.timeline.events.slice(-2)).toEqual(["call.playback.ended", "call.hangup"]);
});
