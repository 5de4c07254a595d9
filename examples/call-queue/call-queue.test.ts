import type { Callee, Party } from "@telnyx-kit/emulator";
import { expect, test } from "vitest";
import { startRehearsal } from "../rehearse.js";
import { runCallQueue } from "./call-queue.js";

const agents = ["+12025550111", "+12025550112"];

async function open(callee: Callee = { does: "answer" }) {
  const { emulator, kit, line } = await startRehearsal({ callee });
  const music = { musicUrl: "https://example.com/music.mp3", maxWaitSecs: 120, wait: emulator.sleep };
  runCallQueue({ ...kit, ...line, agents, ...music });
  const call = (from: string) => emulator.inboundCall({ from, to: line.from });
  return { emulator, kit, call };
}

/** Whom a caller talks to: who hears what the caller says. */
async function partner(parties: readonly Party[], caller: Party): Promise<Party | undefined> {
  const text = `this is ${caller.callLegId}`;
  await caller.say(text);
  return parties.find((party) => party.hears.some((heard) => heard.text === text));
}

test("two callers get two agents, a third waits with music until one of them is free", async () => {
  const { emulator, kit, call } = await open();
  const [first, second] = [await call("+12025550101"), await call("+12025550103")];
  const third = await call("+12025550104");
  const taken = [await partner(emulator.parties, first), await partner(emulator.parties, second)];
  expect(new Set(taken.map((agent) => agent?.callControlId)).size).toBe(2);
  expect(await partner(emulator.parties, third)).toBeUndefined();

  const { data: queue } = await kit.queues.retrieve("support");
  expect(queue).toMatchObject({ current_size: 1 });
  const { data: place } = await kit.queues.calls.retrieve("support", third.callControlId);
  expect(place).toMatchObject({ queue_position: 1 });

  await emulator.advance(30_000);
  await first.hangup();
  const next = await partner(emulator.parties, third);
  expect(next?.direction).toBe("outgoing");
  expect((await kit.queues.retrieve("support")).data).toMatchObject({ current_size: 0 });
  expect(emulator.timeline.events.filter((type) => type === "call.playback.ended")).toHaveLength(3);
});

test("callers are taken in the order in which they came", async () => {
  const { emulator, call } = await open({ does: "answer", afterMs: 5_000 });
  const callers = [await call("+12025550101"), await call("+12025550103"), await call("+12025550104")];
  await emulator.advance(60_000);
  const dequeued = emulator.timeline.entries.flatMap((entry) =>
    entry.kind === "event" && entry.event_type === "call.dequeued" ? [entry.call_control_id] : [],
  );
  expect(dequeued).toEqual(callers.slice(0, 2).map(({ callControlId }) => callControlId));
});

test("who waits for two minutes in vain is told so and hung up", async () => {
  const { emulator, call } = await open({ does: "busy" });
  const caller = await call("+12025550101");
  await emulator.advance(115_000);
  expect(caller.state).toBe("answered");
  const dials = emulator.timeline.entries.filter(
    (entry) => entry.kind === "command" && entry.operation === "voice.dial",
  );
  expect([dials.length > 10, dials.length < 30]).toEqual([true, true]);
  await emulator.advance(10_000);
  expect(emulator.timeline.events).toContain("call.speak.started");
  expect(caller.state).toBe("ended");
});

test("an agent who answers when nobody waits any more is let go, and can be called again", async () => {
  const { emulator, call } = await open({ does: "answer", afterMs: 5_000 });
  const caller = await call("+12025550101");
  await emulator.advance(1_000);
  await caller.hangup();
  await emulator.advance(10_000);
  await emulator.settle();
  expect(emulator.parties).toEqual([]);
  const next = await call("+12025550103");
  await emulator.advance(10_000);
  expect(await partner(emulator.parties, next)).toBeDefined();
});
