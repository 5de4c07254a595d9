// Load of an emulator: commands per second, calls at once, memory of calls that ended. Run with --expose-gc.
import { startEmulator } from "@telnyx-kit/emulator";

const [commands, calls, ended] = process.argv.slice(2).map(Number);
const inbound = { from: "+12025550101", to: "+12025550102" };
const path = (id, action) => `https://api.telnyx.com/v2/calls/${encodeURIComponent(id)}/actions/${action}`;
const headersFor = (emulator) => ({ authorization: `Bearer ${emulator.apiKey}`, "content-type": "application/json" });

async function rate() {
  const emulator = await startEmulator({ port: false });
  const headers = headersFor(emulator);
  const { callControlId } = await emulator.inboundCall(inbound);
  const send = async (action, body = "{}") => {
    const response = await emulator.fetch(path(callControlId, action), { method: "POST", headers, body });
    if (response.status !== 200) throw new Error(await response.text());
  };
  await send("answer");
  await emulator.settle();
  const bodies = [
    ["speak", JSON.stringify({ payload: "hello there", voice: "female", stop: "all" })],
    ["playback_start", JSON.stringify({ audio_url: "https://example.com/a.mp3", stop: "all" })],
    ["gather", JSON.stringify({ maximum_digits: 4, terminating_digit: "#" })],
    ["send_dtmf", JSON.stringify({ digits: "123", duration_millis: 200 })],
  ];
  const run = async (count) => {
    for (let index = 0; index < count; index++) await send(...bodies[index % bodies.length]);
  };
  await run(commands / 4);
  const started = performance.now();
  await run(commands);
  const perSecond = commands / ((performance.now() - started) / 1000);
  await emulator.stop();
  return perSecond;
}

async function atOnce() {
  const emulator = await startEmulator({ port: false, autoSettle: false, timelineLimit: 20_000 });
  const headers = headersFor(emulator);
  const parties = await Promise.all(Array.from({ length: calls }, () => emulator.inboundCall(inbound)));
  for (const party of parties) await emulator.fetch(path(party.callControlId, "answer"), { method: "POST", headers });
  await emulator.settle();
  const answered = emulator.parties.filter((party) => party.state === "answered").length;
  await Promise.all(parties.map((party) => party.hangup()));
  await emulator.settle();
  await emulator.stop();
  return answered;
}

/** Bytes of heap that a call leaves behind, once 10,000 calls have filled what is bounded. */
async function leftBehind() {
  const emulator = await startEmulator({ port: false, autoSettle: false });
  const headers = headersFor(emulator);
  const run = async (count) => {
    for (let index = 0; index < count; index++) {
      const call = await emulator.inboundCall(inbound);
      await emulator.fetch(path(call.callControlId, "answer"), { method: "POST", headers });
      await emulator.advance(400);
      await call.hangup();
      await emulator.advance(1_600);
    }
    await emulator.advance(700_000);
    globalThis.gc();
    return process.memoryUsage().heapUsed;
  };
  const before = await run(10_000);
  const after = await run(ended);
  return (after - before) / ended;
}

process.send({ rate: await rate(), atOnce: await atOnce(), leftBehind: await leftBehind() });
process.disconnect();
