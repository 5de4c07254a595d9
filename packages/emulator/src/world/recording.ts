import type { Task } from "../time/scheduler.js";
import type { StateOf } from "./machines.js";

/** A recording that runs or is paused. */
export interface CallRecording {
  readonly id: string;
  readonly format: "wav" | "mp3";
  readonly channels: "single" | "dual";
  readonly startedMicros: number;
  readonly transcribe: boolean;
  readonly fileName: string | undefined;
  readonly initiatedBy: string;
  /** Characters that the party had said before. */
  readonly heardBefore: number;
  state: StateOf<"recording">;
  /** Recorded so far, pauses left out. */
  millis: number;
  resumedMicros: number;
  readonly silenceMs: number;
  limit: Task | undefined;
  silence: Task | undefined;
}
