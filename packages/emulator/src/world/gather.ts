import type { Task } from "../time/scheduler.js";
import type { AudioItem } from "./audio-queue.js";
import type { StateOf } from "./machines.js";

export interface GatherOptions {
  readonly minimum: number;
  readonly maximum: number;
  readonly tries: number;
  readonly terminating: string;
  readonly valid: string;
  readonly timeoutMs: number;
  readonly interDigitMs: number;
  readonly initialMs: number;
  readonly id: string | undefined;
}

export type GatherEnd = "valid" | "invalid" | "call_hangup" | "cancelled" | "cancelled_amd" | "timeout";

/** A gather of keys that runs on a leg; a leg has one at most. */
export interface Gather {
  readonly options: GatherOptions;
  /** Makes the prompt of a try: after wrong input with the words for that. Undefined: no prompt, one try. */
  readonly prompt: ((afterInvalid: boolean, onEnd: () => void) => readonly AudioItem[]) | undefined;
  state: StateOf<"gather">;
  digits: string;
  tries: number;
  playing: readonly AudioItem[];
  /** Until the next key. */
  wait: Task | undefined;
  /** Until the end of a gather without a prompt. */
  total: Task | undefined;
}
