import type { AudioQueue } from "../calls/audio.js";
import type { Conversation } from "../calls/conversation.js";
import type { Gather } from "../calls/gather.js";
import type { CallRecording } from "../calls/recording.js";
import type { Service } from "../calls/service.js";
import type { Task } from "../time/scheduler.js";
import type { Callee } from "./callee.js";
import type { StateOf } from "./machines.js";

export type HangupCause =
  | "call_rejected"
  | "normal_clearing"
  | "originator_cancel"
  | "timeout"
  | "time_limit"
  | "user_busy"
  | "not_found"
  | "no_answer"
  | "unspecified";

/** Where the webhooks of a leg go, where a command said so. */
export interface WebhookOverrides {
  readonly url?: string | undefined;
  readonly method?: string | undefined;
  readonly urls?: Readonly<Record<string, string>> | undefined;
  readonly urlsMethod?: string | undefined;
  readonly retries?: Readonly<Record<string, { readonly retries_ms?: readonly number[] }>> | undefined;
}

/** One leg of a call: the line between the platform and one person. */
export interface Leg {
  readonly id: string;
  readonly legId: string;
  readonly sessionId: string;
  readonly direction: "incoming" | "outgoing";
  readonly from: string;
  readonly to: string;
  readonly connectionId: string;
  readonly callingPartyType: "pstn" | "sip";
  readonly headers: readonly { name: string; value: string }[];
  readonly startMicros: number;
  state: StateOf<"leg">;
  /** A command that ends or answers the leg was accepted and has not taken effect yet. */
  ending: boolean;
  answering: boolean;
  answeredMicros?: number;
  endMicros?: number;
  /** The stamp of the leg's last event; the next one is later. */
  lastMicros: number;
  clientState: string | null;
  webhooks: WebhookOverrides;
  /** How the person at the other end of an outbound leg behaves. */
  readonly callee: Callee;
  readonly timers: Set<Task>;
  /** Done when the leg is answered, in order. */
  readonly onAnswer: (() => void)[];
  /** Done when the leg ends, before `call.hangup`. */
  readonly onBeforeEnd: (() => void)[];
  /** Done when the leg is over, after its events. */
  readonly onEnd: (() => void)[];

  peer: Leg | undefined;
  parkAfterUnbridge: boolean;
  readonly audio: AudioQueue;
  readonly overlay: AudioQueue;
  gather: Gather | undefined;
  readonly recordings: Map<string, CallRecording>;
  readonly services: Map<string, Service>;
  conversation: Conversation | undefined;
  queue: { readonly name: string; readonly sinceMicros: number; keepAfterHangup: boolean } | undefined;
  supervises: { readonly leg: Leg; role: string } | undefined;
  conference: { readonly id: string; readonly leave: () => void } | undefined;
  noiseSuppression: boolean;
  /** Set while answering machine detection has no verdict yet. */
  detecting: boolean;
  /** Ends the call when the application sends no command in time. */
  firstCommand: Task | undefined;
  heard: string;
  /** What others said that reached the person: the leg it was bridged with, or a conference. */
  readonly hears: { readonly from: string; readonly text: string }[];
  /** What media streams have played to the person. */
  heardAudio: Uint8Array;
  /** Keys that the platform sent to the person. */
  keysHeard: string;
}

/** True while commands reach the leg. */
export function isActive(leg: Leg): boolean {
  return leg.state !== "ended" && !leg.ending;
}

export function isAnswered(leg: Leg): boolean {
  return leg.answeredMicros !== undefined && leg.state !== "ended";
}
