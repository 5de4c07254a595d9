import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createEmulator } from "./create-emulator.js";
import { startEmulator } from "./start-emulator.js";

const inbound = { from: "+12025550101", to: "+12025550102" };
const api = "https://api.telnyx.com/v2";
const path = (id: string, action: string) => `${api}/calls/${encodeURIComponent(id)}/actions/${action}`;

/** The best of a few rounds: other work on the machine can only make a round slower. */
async function best(rounds: number, run: () => Promise<number>): Promise<number> {
  let fastest = 0;
  for (let round = 0; round < rounds; round += 1) fastest = Math.max(fastest, await run());
  return fastest;
}

// Measures time of the processor. Eight busy programs beside it cost three quarters of the rate of a free machine.
test("takes at least 1,500 validated commands per second in process", { timeout: 300_000, retry: 2 }, async () => {
  const emulator = await startEmulator({ port: false });
  const call = await emulator.inboundCall(inbound);
  const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
  await emulator.fetch(path(call.callControlId, "answer"), { method: "POST", headers });
  await emulator.settle();
  const bodies = [
    ["speak", JSON.stringify({ payload: "hello there", voice: "female", stop: "all" })],
    ["playback_start", JSON.stringify({ audio_url: "https://example.com/a.mp3", stop: "all" })],
    ["gather", JSON.stringify({ maximum_digits: 4, terminating_digit: "#" })],
    ["send_dtmf", JSON.stringify({ digits: "123", duration_millis: 200 })],
  ] as const;
  const rate = await best(3, async () => {
    const started = process.cpuUsage();
    for (let count = 0; count < 3_000; count += 1) {
      const [action, body] = bodies[count % bodies.length] as (typeof bodies)[number];
      const response = await emulator.fetch(path(call.callControlId, action), { method: "POST", headers, body });
      if (response.status !== 200) throw new Error(await response.text());
    }
    const { user, system } = process.cpuUsage(started);
    return 3_000 / ((user + system) / 1e6);
  });
  console.log(`${Math.round(rate)} commands per second of the processor`);
  expect(rate).toBeGreaterThan(1_500);
});

test("keeps 1,000 calls at once", async () => {
  const emulator = await startEmulator({ port: false, autoSettle: false, timelineLimit: 20_000 });
  const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
  const calls = await Promise.all(Array.from({ length: 1_000 }, () => emulator.inboundCall(inbound)));
  for (const call of calls) await emulator.fetch(path(call.callControlId, "answer"), { method: "POST", headers });
  await emulator.settle();
  expect(emulator.parties.filter((party) => party.state === "answered")).toHaveLength(1_000);
  await Promise.all(calls.map((call) => call.hangup()));
  await emulator.settle();
  expect(emulator.parties).toHaveLength(0);
  expect(emulator.timeline.events.filter((type) => type === "call.hangup")).toHaveLength(1_000);
});

/** With SOAK=1 50,000 calls. */
const rounds = process.env.SOAK === "1" ? 5 : 2;

// Measures the heap after a full collection.
test(`holds no memory of ${rounds}0,000 calls that ended`, { timeout: 1_800_000, retry: 1 }, async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // A short timeline: a long one is cut by halves, and each round ends at another place in that.
  const { emulator, world } = await createEmulator({ port: false, autoSettle: false, timelineLimit: 1_000 });
  const headers = { authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" };
  const record = JSON.stringify({ format: "wav", channels: "single" });
  const run = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const call = await emulator.inboundCall(inbound);
      await emulator.fetch(path(call.callControlId, "answer"), { method: "POST", headers });
      await emulator.advance(400);
      if (index % 10 === 0)
        await emulator.fetch(path(call.callControlId, "record_start"), { method: "POST", headers, body: record });
      await call.hangup();
      await emulator.advance(1_600);
    }
    await emulator.advance(700_000);
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  // The first rounds fill what is bounded: the timeline and the lists of resources.
  const heap: number[] = [];
  for (let round = 0; round < rounds; round += 1) heap.push(await run(10_000));
  console.log(`after each 10,000 calls: ${heap.map((mib) => mib.toFixed(1)).join(", ")} MiB`);
  expect(world.legs.size).toBe(0);
  expect(world.scheduler.size).toBe(0);
  expect((heap.at(-1) ?? 0) - (heap.at(-2) ?? 0)).toBeLessThan(5);
  expect((heap.at(-1) ?? 0) - (heap[1] ?? 0)).toBeLessThan(5);
});
