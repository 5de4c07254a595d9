import type { Ids } from "../time/ids.js";
import type { Scheduler, Task } from "../time/scheduler.js";
import type { Leg } from "./leg.js";
import type { Machine, StateOf, TransitionCounts } from "./machines.js";
import type { Settings } from "./settings.js";
import type { TimelineLog } from "./timeline.js";

/** An event on its way to the application. */
export interface WorldEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly leg: Leg;
}

/** The state that all features share. A feature's own data beside its legs is private; see `perWorld`. */
export interface World {
  readonly settings: Settings;
  readonly scheduler: Scheduler;
  readonly ids: Ids;
  readonly timeline: TimelineLog;
  readonly transitions: TransitionCounts;
  /** Legs by `call_control_id`; ended ones stay for ten minutes. */
  readonly legs: Map<string, Leg>;
  /** Microseconds since the Unix epoch, in the emulator's time. */
  nowMicros(): number;
  /** The next stamp of a leg: now, and later than the one before. */
  stamp(leg: Leg): number;
  /** Does something later, unless the leg ends before. */
  after(leg: Leg, delayMs: number, run: () => void, options?: { background?: boolean }): Task;
  cancel(leg: Leg, task: Task | undefined): void;
  /** Reports an event of a leg: into the timeline, and to the application. */
  emit(leg: Leg, type: string, details?: Readonly<Record<string, unknown>>, micros?: number): void;
  move<M extends Machine>(machine: M, from: StateOf<M>, to: StateOf<M>): StateOf<M>;
}
