import { afterEach, describe, expect, it, vi } from "vitest";
import { resolveClock, startStopwatch, startTimer } from "./clock.js";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("resolveClock", () => {
  it("takes the runtime's time at the moment of use, so that fake timers count that are installed later", async () => {
    const clock = resolveClock();
    vi.useFakeTimers({ now: 1_000 });
    let woken = false;
    const sleep = clock.sleep(5_000, new AbortController().signal).then(() => {
      woken = true;
    });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(woken).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleep;
    expect(clock.now()).toBe(6_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes each member that is given, with its `this`, and the runtime's own for the others", async () => {
    class Manual {
      time = 42;
      now() {
        return this.time;
      }
      async sleep(ms: number) {
        this.time += ms;
      }
    }
    const clock = resolveClock(new Manual());
    await clock.sleep(8, new AbortController().signal);
    expect(clock.now()).toBe(50);
    expect(clock.random()).toBeLessThan(1);
    expect(clock.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
    expect(resolveClock({ uuid: () => "an id", random: undefined }).uuid()).toBe("an id");
  });

  it("ends a sleep at once and leaves no timer when its signal aborts, before or during it", async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const sleep = resolveClock().sleep(60_000, controller.signal);
    controller.abort();
    await sleep;
    await resolveClock().sleep(60_000, controller.signal);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("startTimer", () => {
  it("calls back after the time, and not at all when it was taken back", async () => {
    vi.useFakeTimers();
    const called = vi.fn();
    startTimer(resolveClock(), 10, called);
    startTimer(resolveClock(), 10, called)();
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(10);
    expect(called).toHaveBeenCalledTimes(1);
  });

  it("calls back when the clock's sleep rejects, so that nothing waits for ever", async () => {
    const called = vi.fn();
    startTimer(resolveClock({ sleep: () => Promise.reject(new Error("no timers here")) }), 10, called);
    await vi.waitFor(() => expect(called).toHaveBeenCalledTimes(1));
  });
});

describe("startStopwatch", () => {
  it("gives the larger of both clocks, because sleep of the machine stops the monotonic one", () => {
    let [now, monotonic] = [5_000, 100];
    const elapsed = startStopwatch(resolveClock({ now: () => now, monotonic: () => monotonic }));
    monotonic = 200;
    expect(elapsed()).toBe(100);
    now = 65_000;
    expect(elapsed()).toBe(60_000);
    now = 0;
    expect(elapsed()).toBe(100);
  });
});
