import { rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { decodeMuLaw, encodeMuLaw } from "@telnyx-kit/streaming/media";
import { expect, onTestFinished, test } from "vitest";
import { createEchoBot, startMediaServer } from "./echo-bot.js";

async function call(given = "token") {
  const outcomes: (number | Error)[] = [];
  const server = await startMediaServer(0, "token", (outcome) => outcomes.push(outcome));
  onTestFinished(server.close);
  const emulator = await rehearse((rehearsal) =>
    createEchoBot({ ...rehearsal, streamUrl: server.url, authToken: given }),
  );
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  return { emulator, outcomes, caller };
}

/** A tone of so many milliseconds, in μ-law. */
function tone(ms: number, hertz: number): Uint8Array {
  const wave = (_: unknown, at: number) => 8_000 * Math.sin((at * 2 * Math.PI * hertz) / 8_000);
  return encodeMuLaw(Int16Array.from({ length: ms * 8 }, wave));
}

/** The audio without its silence. */
function loud(audio: Uint8Array): Uint8Array {
  const samples = decodeMuLaw(audio);
  return audio.filter((_, at) => Math.abs(samples[at] ?? 0) > 500);
}

test("the caller hears every sentence again, byte for byte, after a pause", async () => {
  const { emulator, outcomes, caller } = await call();
  const [first, second] = [tone(600, 440), tone(400, 300)];
  await caller.sound(first);
  expect(caller.heardAudio).toHaveLength(0);
  await emulator.advance(2_000);
  await expect.poll(() => Buffer.from(loud(caller.heardAudio)).equals(loud(first))).toBe(true);
  await caller.sound(second);
  await emulator.advance(2_000);
  await expect
    .poll(() => Buffer.from(loud(caller.heardAudio)).equals(Buffer.concat([loud(first), loud(second)])))
    .toBe(true);
  await caller.hangup();
  await expect.poll(() => outcomes).toEqual([2]);
  expect(emulator.timeline.events.filter((type) => type.startsWith("streaming."))).toEqual([
    "streaming.started",
    "streaming.stopped",
  ]);
});

test("a key stops the echo", async () => {
  const { emulator, caller } = await call();
  await caller.sound(tone(4_000, 440));
  await emulator.advance(1_000);
  await caller.press("#");
  await emulator.advance(10_000);
  const { length } = loud(caller.heardAudio);
  expect([length > 0, length < loud(tone(4_000, 440)).length]).toEqual([true, true]);
  await caller.hangup();
});

test("a stream without the right token is refused, and its call ends", async () => {
  const { emulator, outcomes, caller } = await call("another");
  await expect.poll(() => String(outcomes)).toContain("carries the stream's token");
  await emulator.settle();
  expect(caller.state).toBe("ended");
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const server = await startMediaServer(0, "token", () => {});
  onTestFinished(server.close);
  const report = await everyEnding({
    app: (rehearsal) => createEchoBot({ ...rehearsal, streamUrl: server.url, authToken: "token" }),
    steps: 2,
  });
  expect(report).toMatchObject({ complete: true });
});
