import { describe, expect, test } from "vitest";
import { startEmulator } from "../start-emulator.js";
import { createRealClock, createVirtualClock } from "./clock.js";
import { createScheduler } from "./scheduler.js";

const quiet = () => Promise.resolve();

describe("the scheduler", () => {
  test("runs the earliest task first, and in the order of scheduling where two fall on one moment", async () => {
    const scheduler = createScheduler();
    const done: string[] = [];
    for (const [name, at] of [
      ["d", 30],
      ["a", 10],
      ["b", 10],
      ["c", 20],
    ] as const)
      scheduler.schedule(at, () => void done.push(`${name}${scheduler.now}`));
    await createVirtualClock(scheduler, quiet).advance(100);
    expect(done).toEqual(["a10", "b10", "c20", "d30"]);
    expect([scheduler.now, scheduler.size]).toEqual([100, 0]);
  });

  test("forgets a cancelled task at once, wherever it stands", () => {
    const scheduler = createScheduler();
    const tasks = Array.from({ length: 100 }, (_, index) => scheduler.schedule((index * 37) % 100, () => {}));
    for (const task of tasks.filter((_, index) => index % 2)) scheduler.cancel(task);
    expect([scheduler.size, scheduler.foreground]).toEqual([50, 50]);
    let last = -1;
    for (let task = scheduler.take(); task; task = scheduler.take()) {
      expect(task.at).toBeGreaterThanOrEqual(last);
      last = task.at;
    }
  });
});

describe("settle", () => {
  test("does not run towards what waits for somebody, but through it where work lies behind", async () => {
    const scheduler = createScheduler();
    const done: string[] = [];
    scheduler.schedule(50, () => void done.push("limit"), { background: true });
    scheduler.schedule(100, () => void done.push("work"));
    scheduler.schedule(200, () => void done.push("later limit"), { background: true });
    await createVirtualClock(scheduler, quiet).settle();
    expect(done).toEqual(["limit", "work"]);
  });

  test("says so when an application never lets a call rest", async () => {
    const scheduler = createScheduler();
    const again = () => void scheduler.schedule(1, again);
    again();
    await expect(createVirtualClock(scheduler, quiet).settle()).rejects.toThrow("Use advance(ms)");
  });
});

describe("a real clock", () => {
  test("runs tasks by itself, faster than the wall where asked to, until it is stopped", async () => {
    const scheduler = createScheduler();
    const done: number[] = [];
    const clock = createRealClock(scheduler, 100);
    scheduler.schedule(1_000, () => void done.push(scheduler.now));
    scheduler.schedule(500, () => void done.push(scheduler.now));
    await clock.settle();
    expect(done).toHaveLength(2);
    expect(done[0]).toBeGreaterThanOrEqual(500);
    scheduler.schedule(1_000, () => void done.push(0));
    clock.stop();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(done).toHaveLength(2);
  });

  test("moves the time of an emulator that has nothing to do", async () => {
    const emulator = await startEmulator({ clock: "real", speed: 1_000, port: false });
    const before = emulator.now().getTime();
    await emulator.advance(20_000);
    expect(emulator.now().getTime() - before).toBeGreaterThanOrEqual(19_000);
    await emulator.stop();
  });
});

describe("advance", () => {
  test("refuses what is no time, which would leave the clock at NaN for good", async () => {
    const emulator = await startEmulator({ port: false });
    for (const ms of [Number.NaN, undefined as unknown as number, -1, Number.POSITIVE_INFINITY])
      await expect(emulator.advance(ms)).rejects.toThrow(`advance takes milliseconds, 0 or more; it got ${ms}.`);
    await emulator.advance(0);
    expect(emulator.now().toISOString()).toBe("2026-01-15T10:00:00.000Z");
  });
});
