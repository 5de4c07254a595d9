import { type Callee, rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { expect, test } from "vitest";
import { createBridge } from "./bridge-to-agent.js";

const numbers = { from: "+12025550101", to: "+12025550102" };
const agents = ["+12025550111", "+12025550112"];
const music = { play: "https://example.com/music.mp3" };
const sorry = { speak: "Nobody is free right now. Please call again later." };

async function call(first: Callee, second: Callee = { does: "busy" }) {
  const options = { from: numbers.to, agents, musicUrl: music.play };
  const emulator = await rehearse((rehearsal) => createBridge({ ...rehearsal, ...options }), {
    callee: ({ to }) => (to === agents[0] ? first : second),
  });
  return { emulator, caller: await emulator.inboundCall(numbers) };
}

test("the caller hears music until the agent answers, and both end when the agent hangs up", async () => {
  const { emulator, caller } = await call({ does: "answer", afterMs: 5_000 });
  const [, agent] = emulator.parties;
  expect(caller.bridgedWith?.callControlId).toBe(agent?.callControlId);
  expect(agent?.callSessionId).toBe(caller.callSessionId);
  await agent?.say("Hello");
  expect(caller.heard).toEqual([music, { words: "Hello", from: agent?.callControlId }]);
  await agent?.hangup();
  expect(emulator.parties).toEqual([]);
  expect(emulator.commands("voice.dial")).toHaveLength(1);
});

test.each([
  ["is busy", { does: "busy" }],
  ["does not pick up within 20 seconds", { does: "ring" }],
  ["hangs up at once", { script: [{ hangup: true }] }],
] as const)("the second agent is called where the first one %s", async (_what, first) => {
  const { emulator, caller } = await call(first, { does: "answer" });
  await emulator.advance(25_000);
  await emulator.settle();
  expect(caller.bridgedWith?.to).toBe(agents[1]);
  expect(caller.heard).not.toContainEqual(sorry);
});

test("a caller whom nobody can talk to hears so, and the call ends", async () => {
  const { emulator, caller } = await call({ does: "busy" });
  expect(caller.heard.at(-1)).toEqual(sorry);
  expect(emulator.parties).toEqual([]);
});

test("the agent's phone stops to ring when the caller hangs up, the first agent's and the second's", async () => {
  for (const first of [{ does: "ring" }, { does: "busy" }] as const) {
    const { emulator, caller } = await call(first, { does: "ring" });
    expect(emulator.parties).toHaveLength(2);
    await caller.hangup();
    expect(emulator.parties).toEqual([]);
  }
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const report = await everyEnding({
    app: (rehearsal) => createBridge({ ...rehearsal, from: numbers.to, agents, musicUrl: music.play }),
    steps: 1,
    seconds: 240,
  });
  expect(report).toMatchObject({ complete: true });
});
