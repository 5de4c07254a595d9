import { type Callee, rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { expect, test } from "vitest";
import { createAgents, createQueue } from "./queue.js";

const line = "+12025550102";
const options = { from: line, musicUrl: "https://example.com/music.mp3", maxWaitSecs: 120 };

/** Two processes, which share nothing but who is free. Events reach them in turns. */
async function open(callee: Callee = { does: "answer" }) {
  const agents = createAgents(["+12025550111", "+12025550112"]);
  const emulator = await rehearse(
    (rehearsal) => {
      const processes = [1, 2].map(() => createQueue({ ...rehearsal, ...options, agents }));
      let turn = 0;
      return { handle: (request) => (processes[turn++ % 2] as (typeof processes)[0]).handle(request) };
    },
    // Music that follows upon music never ends by itself: time passes only where a test lets it.
    { callee, autoSettle: false },
  );
  emulator.setMedia(options.musicUrl, { durationMs: 20_000 });
  const call = async (from: string) => {
    const caller = await emulator.inboundCall({ from, to: line });
    await emulator.advance(1_000);
    return caller;
  };
  return { emulator, call };
}

test("two callers get two agents, a third waits with music until one of them is free", async () => {
  const { emulator, call } = await open();
  const [first, second, third] = [await call("+12025550101"), await call("+12025550103"), await call("+12025550104")];
  await emulator.advance(5_000);
  const taken = [first, second].map((caller) => caller.bridgedWith?.to);
  expect(taken.sort()).toEqual(["+12025550111", "+12025550112"]);
  expect(third.bridgedWith).toBeUndefined();
  await first.hangup();
  await emulator.advance(30_000);
  expect(third.bridgedWith?.direction).toBe("outgoing");
  expect(emulator.commands("voice.dial")).toHaveLength(3);
});

test("a talk that outlives the empty queue ends without an error", async () => {
  const { emulator, call } = await open();
  const caller = await call("+12025550101");
  await emulator.advance(10 * 60_000);
  await caller.hangup();
  await emulator.settle(); // fails for a handler that fails
  expect(caller.state).toBe("ended");
});

test("callers are taken in the order in which they came", async () => {
  const { emulator, call } = await open({ does: "answer", afterMs: 5_000 });
  const callers = [await call("+12025550101"), await call("+12025550103"), await call("+12025550104")];
  await emulator.advance(20_000);
  expect(callers.map((caller) => caller.bridgedWith !== undefined)).toEqual([true, true, false]);
});

test("a caller who waits for two minutes in vain hears so, and the call ends", async () => {
  const { emulator, call } = await open({ does: "busy" });
  const caller = await call("+12025550101");
  await emulator.advance(110_000);
  expect(caller.state).toBe("answered");
  // One agent at the end of each piece of music.
  expect(emulator.commands("voice.dial").length).toBeLessThan(10);
  await emulator.advance(30_000);
  expect(caller.heard.at(-1)).toEqual({ speak: "Nobody is free right now. Please call again later." });
  expect(caller.state).toBe("ended");
});

test("an agent who answers when nobody waits any more is let go, and can be called again", async () => {
  const { emulator, call } = await open({ does: "answer", afterMs: 5_000 });
  const caller = await call("+12025550101");
  await caller.hangup();
  await emulator.advance(10_000);
  expect(emulator.parties).toEqual([]);
  const next = await call("+12025550103");
  await emulator.advance(10_000);
  expect(next.bridgedWith).toBeDefined();
});

test("an agent who may not be called is free again, and the caller waits on", async () => {
  const { emulator, call } = await open();
  emulator.inject({ fault: "refuse", on: "voice.dial", status: 403, code: "10010", times: 1 });
  const caller = await call("+12025550101");
  await emulator.advance(30_000);
  expect(caller.bridgedWith?.to).toBe("+12025550111");
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const report = await everyEnding({
    app: (rehearsal) =>
      createQueue({ ...rehearsal, ...options, agents: createAgents(["+12025550111", "+12025550112"]) }),
    scenario: { callers: ["+12025550101", "+12025550103"].map((from) => ({ from, to: line })) },
    steps: 1,
    seconds: 240,
  });
  expect(report).toMatchObject({ complete: true });
});
