import type { Task } from "../time/scheduler.js";
import type { AudioQueue } from "./audio-queue.js";
import type { Callee, Codec } from "./callee.js";
import type { Conversation } from "./conversation.js";
import type { Gather } from "./gather.js";
import type { StateOf } from "./machines.js";
import type { CallRecording } from "./recording.js";
import type { Service } from "./service.js";

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

export interface HangupReason {
  readonly cause: HangupCause;
  readonly source: "caller" | "callee" | "unknown";
  /** The SIP status, or `unspecified` where there was none. */
  readonly sip: string;
  readonly telnyxError?: string;
  /** Headers of the BYE, which the event shows. */
  readonly headers?: Leg["headers"];
}

/** Where the webhooks of a leg go, where a command said so. */
export interface WebhookOverrides {
  readonly url?: string | undefined;
  readonly method?: string | undefined;
  readonly urls?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly urlsMethod?: string | undefined;
  readonly retries?: Readonly<Record<string, { readonly retries_ms?: readonly number[] }>> | undefined;
}

/** How something that runs on a leg ends with it. */
export interface Ending {
  readonly stage: string;
  readonly run: (reason: HangupReason) => void;
}

/** Something that a party hears: a prompt, a file, or words of another leg. */
export type Heard =
  | { readonly speak: string }
  | { readonly play: string }
  | { readonly words: string; readonly from: string };

/** The party, human or machine, at the other end of a leg. */
export interface PartyState {
  readonly behaviour: Callee;
  /** The party's sentences. */
  said: string;
  /** Sentences of others that reached the party: from the leg it was bridged with, or from a conference. */
  readonly hears: { readonly from: string; readonly text: string }[];
  /** Everything that reached the party, in order. */
  readonly heard: Heard[];
  /** Audio that media streams have played to the party. */
  heardAudio: Uint8Array;
  /** Keys that the platform sent to the party. */
  keysHeard: string;
}

/** One leg of a call: the line between the platform and one party. Features fill in what is optional when they begin. */
export interface Leg {
  readonly id: string;
  /** For people: a letter and the number of the party, `A +12025550101`. */
  readonly name: string;
  readonly legId: string;
  readonly sessionId: string;
  readonly direction: "incoming" | "outgoing";
  readonly from: string;
  readonly to: string;
  readonly connectionId: string;
  readonly callingPartyType: "pstn" | "sip";
  readonly headers: readonly { name: string; value: string }[];
  readonly startMicros: number;
  readonly codec: Codec;
  readonly party: PartyState;
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
  readonly timers: Set<Task>;
  /** Done when the leg is answered, in order. */
  readonly onAnswer: (() => void)[];
  /** Everything that ends with the leg, by its owner. */
  readonly endings: Map<unknown, Ending>;

  readonly audio: AudioQueue;
  readonly overlay: AudioQueue;
  readonly recordings: Map<string, CallRecording>;
  readonly services: Map<string, Service>;
  /** The leg that it is bridged with. */
  peer?: Leg | undefined;
  parkAfterUnbridge?: boolean;
  gather?: Gather | undefined;
  conversation?: Conversation | undefined;
  queue?: { readonly name: string; readonly sinceMicros: number; keepAfterHangup: boolean } | undefined;
  /** The leg that it supervises. */
  supervises?: { readonly leg: Leg; role: SupervisorRole };
  /** The legs that supervise it. */
  supervisors?: Set<Leg>;
  conference?: Room | undefined;
  /** Ends the call when the application sends no command in time. */
  firstCommand?: Task;
}

/** How a leg takes part in the sound of a room. A supervisor hears everybody; `barge` is heard like anybody else. */
export interface Voice {
  readonly leg: Leg;
  readonly role: SupervisorRole;
  readonly muted: boolean;
  readonly onHold: boolean;
  /** The legs that hear a whispering supervisor, by `call_control_id`. */
  readonly whispersTo: readonly string[];
}

export type SupervisorRole = "none" | "barge" | "monitor" | "whisper";

/** The conference that a leg is in. */
export interface Room {
  readonly id: string;
  /** Everybody in it; nobody while it has not begun. */
  voices(): readonly Voice[];
  /** Whether a prompt of the conference reaches a leg now. */
  playsTo(leg: Leg): boolean;
  leave(): void;
  /** The party begins to speak. */
  speak(): void;
}

/** True while commands reach the leg. */
export function isActive(leg: Leg): boolean {
  return leg.state !== "ended" && !leg.ending;
}

export function isAnswered(leg: Leg): boolean {
  return leg.answeredMicros !== undefined && leg.state !== "ended";
}
