import type { Task } from "../time/scheduler.js";
import type { StateOf } from "./machines.js";

export type AudioEnd = "completed" | "cancelled" | "cancelled_amd" | "call_hangup";

/** A prompt: a file or synthetic speech, waiting or playing. */
export interface AudioItem {
  readonly kind: "playback" | "speak";
  readonly sound: { readonly speak: string } | { readonly play: string };
  /** Fields that both of its events carry. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Until the first sound. */
  readonly delayMs: number;
  /** Undefined: until it is stopped. */
  readonly durationMs: number | undefined;
  /** Set where the file cannot be played: it ends at once, without having started. */
  readonly failure?: { readonly status: string; readonly status_detail: string } | undefined;
  /** The prompts of `gather_using_speak` report nothing. */
  readonly silent?: boolean | undefined;
  readonly onEnd?: ((end: AudioEnd) => void) | undefined;
}

/** Items that play on a leg, and items that wait behind them. Speech and files share one queue; overlays have their own. */
export interface AudioQueue {
  state: StateOf<"audio">;
  current: AudioItem | undefined;
  started: boolean;
  task: Task | undefined;
  waiting: AudioItem[];
}

export function createAudioQueue(): AudioQueue {
  return { state: "idle", current: undefined, started: false, task: undefined, waiting: [] };
}
