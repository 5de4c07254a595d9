import { type Emulator, type Rehearsal, rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { expect, test } from "vitest";
import { createMenu } from "./menu.js";

const numbers = { from: "+12025550101", to: "+12025550102" };
const agent = "+12025550111";
const greeting = { speak: "Please leave a message after the tone." };
const question = { speak: "For an agent, press 1. To leave a message, press 2." };

/** Somebody calls; Thursday, ten o'clock, unless the test says otherwise. */
async function call(options: Parameters<typeof rehearse>[1] = {}) {
  const messages: string[] = [];
  const app = (rehearsal: Rehearsal) => createMenu({ ...rehearsal, agent, onMessage: (url) => messages.push(url) });
  const emulator = await rehearse(app, options);
  return { emulator, messages, caller: await emulator.inboundCall(numbers) };
}

/** The caller speaks after the greeting, and is silent then. */
async function leaveMessage(emulator: Emulator, caller: { say(words: string): Promise<unknown> }) {
  await caller.say("Please call me back.");
  await emulator.advance(10_000);
  await emulator.settle();
}

test("a caller who presses 1 hears music until the agent answers, and then the agent", async () => {
  const { emulator, caller } = await call();
  await caller.press("1");
  const [, called] = emulator.parties;
  expect(caller.heard).toEqual([question, { play: "https://example.com/music.mp3" }]);
  expect(caller.bridgedWith?.callControlId).toBe(called?.callControlId);
  await called?.hangup();
  expect(emulator.parties).toEqual([]);
  expect(caller.heard).not.toContainEqual(greeting);
});

test("a caller who presses 2, or nothing three times, or a wrong key three times, leaves a message", async () => {
  for (const keys of [["2"], ["", "", ""], ["9", "9", "9"], ["9", "", "2"]]) {
    const { emulator, caller, messages } = await call();
    for (const key of keys) await (key ? caller.press(key) : emulator.advance(90_000).then(() => emulator.settle()));
    expect(caller.heard).toEqual([...keys.map(() => question), greeting]);
    await leaveMessage(emulator, caller);
    expect(messages).toHaveLength(1);
    expect(caller.state).toBe("ended");
  }
});

test("outside of office hours every caller leaves a message", async () => {
  for (const startTime of ["2026-01-15T08:59:00Z", "2026-01-15T17:00:00Z", "2026-01-17T12:00:00Z"]) {
    const { emulator, caller, messages } = await call({ startTime: new Date(startTime) });
    expect(caller.heard).toEqual([greeting]);
    await leaveMessage(emulator, caller);
    expect(messages).toHaveLength(1);
  }
});

test.each([
  ["is busy", { callee: { does: "busy" } }],
  ["declines", { callee: { does: "reject" } }],
  ["does not pick up", { callee: { does: "ring" } }],
  ["hangs up before they are connected", { callee: { script: [{ hangup: true }] } }],
  ["may not be called", { faults: [{ fault: "refuse", on: "voice.dial", status: 403, code: "10010" }] }],
] as const)("a caller whose agent %s leaves a message", async (_what, options) => {
  const { emulator, caller, messages } = await call(options);
  await caller.press("1");
  await emulator.advance(25_000);
  await emulator.settle();
  expect(caller.heard.at(-1)).toEqual(greeting);
  await leaveMessage(emulator, caller);
  expect(messages).toHaveLength(1);
  expect(emulator.parties).toEqual([]);
});

test("nobody's phone rings on for a caller who has hung up", async () => {
  const { emulator, caller } = await call({ callee: { does: "ring" } });
  await caller.press("1");
  expect(emulator.parties).toHaveLength(2);
  await caller.hangup();
  expect(emulator.parties).toEqual([]);
});

test("a message that cannot be stored ends the call", async () => {
  const { emulator, caller, messages } = await call();
  emulator.setRecordingError("Internal server error");
  await caller.press("2");
  await leaveMessage(emulator, caller);
  expect(messages).toEqual([]);
  expect(caller.state).toBe("ended");
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const report = await everyEnding({
    app: (rehearsal) => createMenu({ ...rehearsal, agent, onMessage: () => {} }),
    steps: 1,
    seconds: 240,
  });
  expect(report).toMatchObject({ complete: true });
});
