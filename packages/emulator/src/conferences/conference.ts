import type { Task } from "../time/scheduler.js";
import type { Leg, SupervisorRole, Voice } from "../world/leg.js";
import type { StateOf } from "../world/machines.js";
import { perWorld } from "../world/per-world.js";
import type { CallRecording } from "../world/recording.js";

export type Beep = "always" | "never" | "on_enter" | "on_exit";

/** A leg in a conference, from its entry on; those who left stay in the list. */
export interface Participant extends Voice {
  readonly id: string;
  readonly joinedMicros: number;
  updatedMicros: number;
  status: "joined" | "left";
  muted: boolean;
  onHold: boolean;
  role: SupervisorRole;
  whispersTo: readonly string[];
  endsConference: boolean;
  endsSoftly: boolean;
  beep: Beep | undefined;
}

/** Why a conference ended, as the resource says it. */
export type EndReason = "all_left" | "ended_via_api" | "host_left" | "time_exceeded";

export interface Conference {
  readonly id: string;
  readonly name: string;
  /** The leg that it was created from. Its `client_state` is that of the conference. */
  readonly creator: Leg;
  readonly region: string;
  readonly createdMicros: number;
  readonly expiresMicros: number;
  readonly maxParticipants: number;
  updatedMicros: number;
  status: StateOf<"conference">;
  readonly participants: Participant[];
  /** Nobody may join any more, because it ends. */
  closed: boolean;
  end: { readonly reason: EndReason; readonly by?: Leg | undefined } | undefined;
  /** Who spoke last. */
  floor: Leg | undefined;
  readonly playing: Set<Playing>;
  readonly recordings: Map<string, CallRecording>;
  limit: Task | undefined;
}

/** Conferences by id; those that are over stay for a day. */
export const conferencesOf = perWorld(() => new Map<string, Conference>());

/** A file or a text that everybody, or some participants, hear. */
export interface Playing {
  readonly kind: "playback" | "speak";
  /** Undefined: everybody. */
  listeners: readonly Leg[] | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  started: boolean;
  task: Task | undefined;
}

/** Those who are in it now. */
export const present = (conference: Conference): Participant[] =>
  conference.participants.filter(({ status }) => status === "joined");

export const participantOf = (conference: Conference, leg: Leg): Participant | undefined =>
  present(conference).find((participant) => participant.leg === leg);
