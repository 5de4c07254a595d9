import type { Callee } from "@telnyx-kit/emulator";
import { expect, test } from "vitest";
import { startRehearsal } from "../rehearse.js";
import { bridgeToAgent } from "./bridge-to-agent.js";

async function call(callee: Callee) {
  const { emulator, kit, line } = await startRehearsal({ callee });
  bridgeToAgent({ ...kit, ...line, agent: "+12025550111", musicUrl: "https://example.com/music.mp3" });
  return { emulator, caller: await emulator.inboundCall({ from: "+12025550101", to: line.from }) };
}

test("the caller hears music until the agent answers, then each hears the other", async () => {
  const { emulator, caller } = await call({ does: "answer", afterMs: 5_000 });
  const { events } = emulator.timeline;
  expect(events.filter((type) => type === "call.bridged")).toHaveLength(2);
  expect(events.indexOf("call.playback.started")).toBeLessThan(events.indexOf("call.bridged"));
  expect(events.at(-1)).toBe("call.playback.ended");
  expect(new Set(emulator.parties.map((party) => party.callSessionId))).toEqual(new Set([caller.callSessionId]));
  await caller.hangup();
  expect(emulator.parties).toEqual([]);
});

test("a caller whose agent is busy is told so and stays on the line", async () => {
  const { emulator, caller } = await call({ does: "busy" });
  expect(emulator.timeline.events.slice(-3)).toEqual(["call.playback.ended", "call.speak.started", "call.speak.ended"]);
  expect(caller.state).toBe("answered");
});

test("an agent who does not pick up within 20 seconds is given up", async () => {
  const { emulator, caller } = await call({ does: "ring" });
  expect(emulator.timeline.events).not.toContain("call.speak.started");
  await emulator.advance(20_000);
  await emulator.settle();
  expect(emulator.timeline.events.at(-1)).toBe("call.speak.ended");
  expect(caller.state).toBe("answered");
});
