import type { Scheduler, Task } from "./scheduler.js";

/** Makes the emulator's time pass. */
export interface Clock {
  /** Lets that many milliseconds pass and does what falls due meanwhile. */
  advance(ms: number): Promise<void>;
  /** Lets time pass until nothing is due but what waits for somebody: a key, an answer, a time limit. */
  settle(): Promise<void>;
  /**
   * Waits that long in the emulator's time, which passes for it: also while a webhook is being handled, and where nobody lets
   * time pass. Longer waits than {@link longestNapMs} are limits of something real; time passes for them only if it must.
   */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  stop(): void;
}

const longestNapMs = 5_000;

/** Resolves when the application has nothing in flight that the emulator knows of. */
export type Quiet = () => Promise<void>;

const mostSteps = 100_000;

/**
 * Time that passes only when asked to. Tasks run one after the other, and a webhook is answered before the next task
 * runs: that makes a run with the same seed the same run.
 */
export function createVirtualClock(scheduler: Scheduler, quiet: Quiet): Clock {
  /** Sleeps of the application while the emulator waits for its answer. */
  const naps = new Set<Task>();
  let running = 0;
  let passing = false;

  async function step(): Promise<void> {
    const task = scheduler.take();
    const pending = task?.run();
    if (!pending) return;
    await finish(pending);
    if (!task?.complete) await quiet();
  }

  /** Waits for a webhook to be handled; time passes while its handler does nothing but sleep. */
  async function finish(pending: Promise<void>): Promise<void> {
    let done = false;
    const end = pending.finally(() => {
      done = true;
    });
    while (!done) {
      await Promise.race([end, naps.size > 0 ? quiet() : end, woken()]);
      if (!done && naps.size > 0) await step();
    }
  }

  let onNap = () => {};
  const woken = () =>
    new Promise<void>((resolve) => {
      onNap = resolve;
    });

  /** Nobody lets time pass, so the sleeper does. */
  async function passNaps(): Promise<void> {
    if (passing) return;
    passing = true;
    await quiet();
    while (naps.size > 0 && running === 0) {
      await step();
      await quiet();
    }
    passing = false;
  }

  const during = async (run: () => Promise<void>) => {
    running += 1;
    await run().finally(() => {
      running -= 1;
      if (running === 0 && naps.size > 0) void passNaps();
    });
  };
  return {
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const nap = ms <= longestNapMs;
        const wake = () => {
          naps.delete(task);
          scheduler.cancel(task);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        // The task returns a promise, so that the clock stands still until the sleeper has done what it woke up for.
        const task = scheduler.schedule(ms, async () => wake(), { background: !nap });
        signal.addEventListener("abort", wake);
        if (signal.aborted) return wake();
        if (!nap) return;
        naps.add(task);
        onNap();
        if (running === 0) void passNaps();
      }),
    advance: (ms) =>
      during(async () => {
        const target = scheduler.now + ms;
        await quiet();
        for (let next = scheduler.peek(); next && next.at <= target; next = scheduler.peek()) await step();
        scheduler.moveTo(target);
      }),
    settle: () =>
      during(async () => {
        await quiet();
        for (let steps = 0; scheduler.foreground > 0; steps += 1) {
          if (steps === mostSteps)
            throw new Error(
              `settle did not come to an end in ${mostSteps} steps: the application keeps a call busy. Use advance(ms).`,
            );
          await step();
        }
      }),
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
    if (!next || stopped) return;
    timer = setTimeout(runDue, Math.min(longestTimer, Math.max(0, (next.at - elapsed()) / speed)));
    // The emulator's waits keep no process alive; browsers give a number, which has nothing to keep.
    if (typeof timer === "object") timer.unref();
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
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timeout);
          signal.removeEventListener("abort", end);
          resolve();
        };
        const timeout = setTimeout(end, ms / speed);
        signal.addEventListener("abort", end);
        if (signal.aborted) end();
      }),
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
