import type { TimelineEntry } from "./world/timeline.js";

/** Remembers what a strict emulator fails for, until it is asked. */
export interface Strictness {
  note(entry: TimelineEntry): void;
  /** @throws {Error} with everything that was noted since the last time. */
  check(): void;
}

export function createStrictness(enabled: boolean): Strictness {
  let noted: string[] = [];
  return {
    note(entry) {
      if (!enabled) return;
      if (entry.kind === "warning" && /ignores|is stranded|could not be delivered/.test(entry.message))
        noted.push(entry.message);
      if (entry.kind === "delivery" && entry.outcome === 500)
        noted.push(`The handler of ${entry.event_type} failed: the reply was 500.`);
    },
    check() {
      const problems = noted;
      noted = [];
      if (problems.length > 0) throw new Error(`The emulator is strict:\n- ${[...new Set(problems)].join("\n- ")}`);
    },
  };
}
