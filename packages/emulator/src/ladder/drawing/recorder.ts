import type { Exchange } from "../../world/exchange.js";
import type { TimelineEntry } from "../../world/timeline.js";

/** An entry of the timeline with its place among everything that happened. */
export interface Recorded {
  readonly order: number;
  readonly entry: TimelineEntry;
  readonly exchange: Exchange | undefined;
}

/** Keeps what the ladder is drawn from. */
export interface Recorder {
  readonly records: readonly Recorded[];
  /** Grows with every record. */
  readonly version: number;
  note(record: Recorded): void;
  /** Resolves when the version is above the given one, or after that many real milliseconds. */
  changed(version: number, withinMs: number): Promise<void>;
}

export function createRecorder(limit: number): Recorder {
  let records: Recorded[] = [];
  let version = 0;
  const waiting = new Set<() => void>();
  return {
    get records() {
      return records;
    },
    get version() {
      return version;
    },
    note(record) {
      records.push(record);
      if (records.length > limit * 2) records = records.slice(-limit);
      version += 1;
      for (const wake of waiting) wake();
      waiting.clear();
    },
    changed(known, withinMs) {
      if (version > known) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(wake, withinMs);
        // A page that waits does not keep the process alive.
        timer.unref?.();
        function wake() {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        }
        waiting.add(wake);
      });
    },
  };
}
