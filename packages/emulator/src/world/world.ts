import type { AssistantScript } from "../calls/assistant-script.js";
import type { Queue } from "../calls/queue.js";
import type { Conference } from "../conferences/conference.js";
import type { Applications } from "../resources/applications.js";
import type { MediaStore } from "../resources/media-store.js";
import type { RecordingStore } from "../resources/recording-store.js";
import type { Store } from "../resources/store.js";
import type { Ids } from "../time/ids.js";
import type { Random } from "../time/random.js";
import type { Scheduler, Task } from "../time/scheduler.js";
import type { Callee } from "./callee.js";
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
  readonly leg?: Leg | undefined;
  readonly connectionId: string;
}

/** Everything that the features of a call work on. */
export interface World {
  readonly settings: Settings;
  readonly scheduler: Scheduler;
  readonly ids: Ids;
  /** For what the platform decides by chance; faults and ids have sequences of their own. */
  readonly random: Random;
  readonly timeline: TimelineLog;
  readonly transitions: TransitionCounts;
  /** Legs by `call_control_id`; ended ones stay for ten minutes. */
  readonly legs: Map<string, Leg>;
  readonly applications: Applications;
  readonly media: MediaStore;
  readonly recordings: RecordingStore;
  readonly store: Store;
  /** Microseconds since the Unix epoch, in the emulator's time. */
  nowMicros(): number;
  /** The next stamp of a leg: now, and later than the one before. */
  stamp(leg?: Leg): number;
  /** Does something later, unless the leg ends before. */
  after(leg: Leg, delayMs: number, run: () => void, options?: { background?: boolean }): Task;
  cancel(leg: Leg, task: Task | undefined): void;
  /** Reports an event of a leg: into the timeline, and to the application. */
  emit(leg: Leg, type: string, details?: Readonly<Record<string, unknown>>, micros?: number): void;
  move<M extends Machine>(machine: M, from: StateOf<M>, to: StateOf<M>): StateOf<M>;
  /** How assistants behave, by id. */
  readonly assistants: Map<string, AssistantScript>;
  /** Queues by name. */
  readonly queues: Map<string, Queue>;
  /** Conferences by id; those that are over stay for a day. */
  readonly conferences: Map<string, Conference>;
  /** Legs whose media streams are connected. */
  readonly streams: Set<Leg>;
  /** When the dials of the last seconds were made. */
  recentDials: readonly number[];
  /** Set while recordings cannot be stored. */
  recordingError: string | undefined;
  calleeOf(from: string, to: string): Callee;
  /** The address under which a file of the emulator can be fetched. */
  fileUrl(path: string): string;
}
