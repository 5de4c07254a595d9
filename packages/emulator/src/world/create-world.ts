import { formatTimestamp } from "../time/format.js";
import { createIds } from "../time/ids.js";
import { createRandom } from "../time/random.js";
import { createScheduler } from "../time/scheduler.js";
import { type Chooser, steer } from "../time/steer.js";
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
  readonly onEvent: (event: WorldEvent) => void;
  readonly onEntry?: EntryListener | undefined;
  /** Whether the ladder's page is served, which shows headers and bodies. */
  readonly keepsMessages?: boolean | undefined;
  /** Decides what happens next where several things may. */
  readonly chooser?: Chooser | undefined;
}

/** Puts the parts together that the features of a call work on. */
export function createWorld(options: WorldOptions): World {
  const { settings, seed, startMs, chooser } = options;
  const scheduler = chooser ? steer(createScheduler(), chooser) : createScheduler();
  const ids = createIds(createRandom(seed, "ids"));
  const nowMicros = () => Math.round((startMs + scheduler.now) * 1000);
  const timeline = createTimeline(() => scheduler.now, options.timelineLimit, options.onEntry, options.keepsMessages);
  const transitions: TransitionCounts = new Map();

  const stamp = (leg: Leg) => {
    leg.lastMicros = Math.max(nowMicros(), leg.lastMicros + 1);
    return leg.lastMicros;
  };

  return {
    settings,
    scheduler,
    ids,
    timeline,
    transitions,
    legs: new Map(),
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
            // An action that a command arranged for later can fail when its time comes; nobody waits for an answer any more.
            if (!(error instanceof Problem)) throw error;
            timeline.warn(`Something that was arranged for later is not possible: ${error.message}`);
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
    emit(leg, type, details = {}, micros = stamp(leg)) {
      const payload = buildPayload(leg, type, details);
      const id = ids.uuid();
      timeline.add({
        kind: "event",
        event_type: type,
        id,
        // Some events are those of a conference and of no leg in particular.
        leg: payload.call_control_id === undefined ? undefined : leg.name,
        call_control_id: payload.call_control_id === undefined ? undefined : leg.id,
        call_session_id: payload.call_session_id === undefined ? undefined : leg.sessionId,
        payload,
      });
      options.onEvent({ id, type, occurredAt: formatTimestamp(micros), payload, leg });
    },
    move: (machine, from, to) => transition(transitions, machine, from, to),
  };
}
