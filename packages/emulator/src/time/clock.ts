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

const mostSteps = 100_000;

/**
 * Time that passes only when asked to. Tasks run one after the other, and a webhook is answered before the next task
 * runs: that makes a run with the same seed the same run.
 */
export function createVirtualClock(scheduler: Scheduler, quiet: Quiet): Clock {
  async function step(): Promise<void> {
    const task = scheduler.take();
    const pending = task?.run();
    if (!pending) return;
    await pending;
    if (!task?.complete) await quiet();
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
      for (let steps = 0; scheduler.foreground > 0; steps += 1) {
        if (steps === mostSteps)
          throw new Error(
            `settle did not come to an end in ${mostSteps} steps: the application keeps a call busy. Use advance(ms).`,
          );
        await step();
      }
    },
    stop() {},
  };
}

const longestTimer = 2 ** 31 - 1;

/** Time that passes by itself, `speed` times as fast as the wall clock. */
export function createRealClock(scheduler: Scheduler, speed: number): Clock {
  const started = performance.now();
  const elapsed = () => (performance.now() - started) * speed;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let running = 0;

  function arm(): void {
    clearTimeout(timer);
    const next = scheduler.peek();
    if (next && !stopped)
      timer = setTimeout(runDue, Math.min(longestTimer, Math.max(0, (next.at - elapsed()) / speed)));
  }

  function runDue(): void {
    const now = elapsed();
    for (let next = scheduler.peek(); next && next.at <= now; next = scheduler.peek())
      start(scheduler.take()?.run() ?? undefined);
    arm();
  }

  /** Deliveries go on while later tasks run; `settle` waits for them. */
  function start(pending: Promise<void> | undefined): void {
    if (!pending) return;
    running += 1;
    void pending.finally(() => {
      running -= 1;
    });
  }

  scheduler.follow(elapsed, arm);
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return {
    advance: (ms) => pause(ms / speed),
    async settle() {
      do await pause(5);
      while ((scheduler.foreground > 0 || running > 0) && !stopped);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
