import type { Task } from "../time/scheduler.js";
import type { StateOf } from "./machines.js";

export interface Message {
  readonly role: "assistant" | "user";
  readonly content: string;
}

/** An AI gather, an assistant or a conversation relay; a leg has one at most. */
export interface Conversation {
  readonly kind: "gather" | "assistant" | "relay";
  readonly id: string;
  readonly assistantId: string | undefined;
  readonly startedMicros: number;
  readonly sendHistory: boolean;
  state: StateOf<"conversation">;
  history: Message[];
  /** The values that an AI gather asks for, and those it has. */
  readonly gather: AiGather | undefined;
  patience: Task | undefined;
}

export interface AiGather {
  readonly required: readonly string[];
  readonly sendPartial: boolean;
  readonly patienceMs: number;
  result: Record<string, unknown>;
}
