import { expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

test("the pauses between commands and events are those of recorded calls", async () => {
  const { emulator, act, dialled } = await testEmulator();
  const call = await dialled();
  await act(call, "speak", { payload: "x".repeat(230), voice: "female" });
  await emulator.settle();
  await act(call, "record_start", { format: "wav", channels: "single" });
  await act(call, "ai_assistant_start");
  await emulator.settle();
  await act(call, "hangup");
  await emulator.settle();
  const at = new Map<string, number>();
  for (const entry of emulator.timeline.entries) {
    if (entry.kind === "event") at.set(entry.event_type, entry.at);
    if (entry.kind === "command") at.set(entry.operation, entry.at);
    if (entry.kind === "delivery" && entry.event_type === "call.initiated") at.set("delivery", entry.at);
  }
  const between = (from: string, to: string) => (at.get(to) ?? Number.NaN) - (at.get(from) ?? Number.NaN);
  for (const [from, to, least, most] of [
    ["voice.dial", "call.initiated", 490, 490],
    ["call.initiated", "delivery", 0, 300],
    ["media.speak", "call.speak.started", 1_360, 1_500],
    ["call.speak.started", "call.speak.ended", 12_800, 15_400],
    ["gather.startAiAssistant", "call.conversation.created", 700, 950],
    ["voice.hangup", "call.hangup", 120, 200],
    ["call.hangup", "call.conversation.ended", 50, 50],
    ["call.hangup", "call.recording.saved", 500, 2_000],
  ] as const) {
    expect([from, to, between(from, to) >= least, between(from, to) <= most]).toEqual([from, to, true, true]);
  }
});
