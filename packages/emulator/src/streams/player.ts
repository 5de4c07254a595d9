import type { Scheduler, Task } from "../time/scheduler.js";

interface Queued {
  readonly endsAt: number;
  readonly task: Task;
  readonly done: () => void;
  readonly isMark: boolean;
}

/** Plays a stream to the call: one frame after the other, and marks when the frames before them are over. */
export interface Player {
  play(durationMs: number, onPlayed: () => void): void;
  mark(onReached: () => void): void;
  /** Stops what plays, forgets what waits; marks that wait are reached at once. */
  clear(): void;
}

export function createPlayer(scheduler: Scheduler): Player {
  let waiting: Queued[] = [];
  let endsAt = 0;

  function add(durationMs: number, done: () => void, isMark: boolean): void {
    endsAt = Math.max(endsAt, scheduler.now) + durationMs;
    const task = scheduler.schedule(endsAt - scheduler.now, () => {
      waiting = waiting.filter((queued) => queued.task !== task);
      done();
    });
    waiting.push({ endsAt, task, done, isMark });
  }

  return {
    play: (durationMs, onPlayed) => add(durationMs, onPlayed, false),
    mark: (onReached) => add(0, onReached, true),
    clear() {
      const dropped = waiting;
      waiting = [];
      endsAt = scheduler.now;
      for (const { task } of dropped) scheduler.cancel(task);
      for (const { done, isMark } of dropped) if (isMark) done();
    },
  };
}
