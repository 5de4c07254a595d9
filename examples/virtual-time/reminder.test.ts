import type { Callee } from "@telnyx-kit/emulator";
import { expect, test } from "vitest";
import { startRehearsal } from "../rehearse.js";
import { createReminder } from "./reminder.js";

const minutes = 60_000;

async function start(callee: Callee) {
  const { emulator, kit, line } = await startRehearsal({ callee });
  const remind = createReminder({ ...kit, ...line, wait: emulator.sleep });
  const dials = () =>
    emulator.timeline.entries.flatMap((entry) =>
      entry.kind === "command" && entry.operation === "voice.dial" ? [Math.round(entry.at / minutes)] : [],
    );
  return { emulator, answer: remind(line.to), dials };
}

test("somebody who presses 1 has confirmed with the first call", async () => {
  const { emulator, answer, dials } = await start({ script: [{ afterMs: 6_000, press: "1" }] });
  await emulator.settle();
  expect(await answer).toBe("confirmed");
  expect(dials()).toEqual([0]);
});

test("somebody who cannot be reached is called three times within half an hour", async () => {
  const started = process.cpuUsage();
  const { emulator, answer, dials } = await start({ does: "ring" });
  await emulator.advance(40 * minutes);
  expect(await answer).toBe("unreached");
  expect(dials()).toEqual([0, 15, 31]);
  expect(emulator.now().toISOString()).toMatch(/T10:40:00/);
  // Forty minutes of the emulator's time, in two seconds of the processor.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(2_000);
});

test("a second call comes after a quarter of an hour, not before", async () => {
  const { emulator, dials } = await start({ does: "busy" });
  await emulator.advance(14 * minutes);
  expect(dials()).toEqual([0]);
  await emulator.advance(2 * minutes);
  expect(dials()).toEqual([0, 15]);
});

test("a duplicated, late webhook does not turn a confirmation into another call", async () => {
  const { emulator, answer, dials } = await start({ script: [{ afterMs: 6_000, press: "1" }] });
  emulator.inject({ fault: "duplicate", on: "*", delayMs: 500 });
  await emulator.settle();
  await emulator.advance(40 * minutes);
  expect(await answer).toBe("confirmed");
  expect(dials()).toEqual([0]);
});
