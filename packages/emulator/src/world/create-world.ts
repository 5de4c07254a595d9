import { createApplications } from "../resources/applications.js";
import { createMediaStore } from "../resources/media-store.js";
import { createRecordingStore } from "../resources/recording-store.js";
import { createStore } from "../resources/store.js";
import { formatTimestamp } from "../time/format.js";
import { createIds } from "../time/ids.js";
import { createRandom } from "../time/random.js";
import { createScheduler } from "../time/scheduler.js";
import { buildPayload } from "./event-payload.js";
import type { Leg } from "./leg.js";
import { type TransitionCounts, transition } from "./machines.js";
import { Problem } from "./problem.js";
import type { Settings } from "./settings.js";
import { createTimeline, type EntryListener } from "./timeline.js";
import type { World, WorldEvent } from "./world.js";

export interface WorldOptions {
  readonly settings: Settings;
  readonly seed: number;
  /** Milliseconds since the epoch at which the emulator's time begins. */
  readonly startMs: number;
  readonly timelineLimit: number;
  readonly fileUrl: (path: string) => string;
  readonly onEvent: (event: WorldEvent) => void;
  readonly onEntry?: EntryListener | undefined;
  /** Whether the ladder's page is served, which shows headers and bodies. */
  readonly keepsMessages?: boolean | undefined;
}

/** Ended calls can be asked about for ten minutes. */
const retentionMs = 600_000;

/** Puts the parts together that the features of a call work on. */
export function createWorld(options: WorldOptions): World {
  const { settings, seed, startMs } = options;
  const scheduler = createScheduler();
  const ids = createIds(createRandom(seed, "ids"));
  const nowMicros = () => Math.round((startMs + scheduler.now) * 1000);
  const now = () => formatTimestamp(nowMicros());
  const timeline = createTimeline(() => scheduler.now, options.timelineLimit, options.onEntry, options.keepsMessages);
  const transitions: TransitionCounts = new Map();
  const legs = new Map<string, Leg>();

  const stamp = (leg?: Leg) => {
    const micros = Math.max(nowMicros(), (leg?.lastMicros ?? 0) + 1);
    if (leg) leg.lastMicros = micros;
    return micros;
  };

  const emit: World["emit"] = (leg, type, details = {}, micros = stamp(leg)) => {
    const payload = buildPayload(leg, type, details);
    const event = {
      id: ids.uuid(),
      type,
      occurredAt: formatTimestamp(micros),
      payload,
      leg,
      connectionId: leg.connectionId,
    };
    timeline.add({
      kind: "event",
      event_type: type,
      id: event.id,
      // Some events are those of a conference and of no leg in particular.
      call_control_id: payload.call_control_id === undefined ? undefined : leg.id,
      call_session_id: payload.call_session_id === undefined ? undefined : leg.sessionId,
      payload,
    });
    if (type === "call.hangup") scheduler.schedule(retentionMs, () => void legs.delete(leg.id), { background: true });
    options.onEvent(event);
  };

  return {
    settings,
    scheduler,
    ids,
    random: createRandom(seed, "platform"),
    timeline,
    transitions,
    legs,
    applications: createApplications(ids, now),
    media: createMediaStore(),
    recordings: createRecordingStore(ids, nowMicros, options.fileUrl),
    store: createStore(),
    assistants: new Map(),
    queues: new Map(),
    conferences: new Map(),
    streams: new Set(),
    recentDials: [],
    recordingError: undefined,
    nowMicros,
    stamp,
    after(leg, delayMs, run, { background = false } = {}) {
      const task = scheduler.schedule(
        delayMs,
        () => {
          leg.timers.delete(task);
          try {
            run();
          } catch (error) {
            // What a command arranged for later can fail when its time comes; nobody waits for an answer any more.
            if (!(error instanceof Problem)) throw error;
            timeline.add({
              kind: "warning",
              message: `Something that was arranged for later is not possible: ${error.message}`,
            });
          }
        },
        { background },
      );
      leg.timers.add(task);
      return task;
    },
    cancel(leg, task) {
      if (!task) return;
      leg.timers.delete(task);
      scheduler.cancel(task);
    },
    emit,
    move: (machine, from, to) => transition(transitions, machine, from, to),
    calleeOf: settings.callee,
    fileUrl: options.fileUrl,
  };
}
