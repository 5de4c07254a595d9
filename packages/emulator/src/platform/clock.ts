import type { Scheduler } from "./scheduler.js";

/** Makes the emulator's time pass. */
export interface Clock {
  /** Lets that many milliseconds pass and does what falls due meanwhile. */
  advance(ms: number): Promise<void>;
  /** Lets time pass until nothing is due but what waits for somebody: a key, an answer, a time limit. */
  settle(): Promise<void>;
  stop(): void;
}

/** Resolves when the application has nothing in flight that the emulator knows of. */
export type Quiet = () => Promise<void>;

/**
 * Time that passes only when asked to. Tasks run one after the other, and a webhook is answered before the next task
 * runs: that makes a run with the same seed the same run.
 */
export function createVirtualClock(scheduler: Scheduler, quiet: Quiet): Clock {
  async function step(): Promise<void> {
    const pending = scheduler.take()?.run();
    if (!pending) return;
    await pending;
    await quiet();
  }
  return {
    async advance(ms) {
      const target = scheduler.now + ms;
      await quiet();
      for (let next = scheduler.peek(); next && next.at <= target; next = scheduler.peek()) await step();
      scheduler.moveTo(target);
    },
    async settle() {
      await quiet();
      while (scheduler.foreground > 0) await step();
    },
    stop() {},
  };
}

/** Time that passes by itself, `speed` times as fast as the wall clock. */
export function createRealClock(scheduler: Scheduler, speed: number): Clock {
  const started = performance.now();
  const elapsed = () => (performance.now() - started) * speed;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  // Tasks are added without telling the clock, so it looks again every few milliseconds.
  const tick = () => {
    if (stopped) return;
    const now = elapsed();
    for (let next = scheduler.peek(); next && next.at <= now; next = scheduler.peek()) void scheduler.take()?.run();
    scheduler.moveTo(now);
    timer = setTimeout(tick, Math.max(1, 4 / speed));
  };
  tick();
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return {
    advance: (ms) => pause(ms / speed),
    async settle() {
      do await pause(5);
      while (scheduler.foreground > 0 && !stopped);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
