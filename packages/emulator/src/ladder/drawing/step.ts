/** The kind of arrow of a step; each kind has its own stroke and colour. */
export type StepKind = "command" | "reply" | "webhook" | "answer" | "signal" | "audio" | "note";

/** How it went. */
export type Tone = "plain" | "good" | "bad" | "fault";

/** One row of the ladder: an arrow between two lanes, or a note on one. */
export interface Step {
  /** Unique within one emulator. */
  readonly id: string;
  /** Its place among everything that happened. */
  readonly order: number;
  /** Milliseconds of the emulator's time since its start. */
  readonly at: number;
  readonly kind: StepKind;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly detail: string;
  readonly tone: Tone;
  /** `attempt 2`, `duplicate`, `failover`, `ignored`, the name of a fault. */
  readonly tags: readonly string[];
  /** It did not arrive. */
  readonly broken: boolean;
  /** `call_session_id`. */
  readonly session: string | undefined;
  /** The order of the record that the step is a part of. */
  readonly record: number;
  /** Milliseconds in which nothing happened before it; 0 where that was less than a second. */
  readonly pauseMs: number;
  /** The state of each lane at this moment. */
  readonly lines: readonly LineState[];
}

/** The state of a lane between two rows. */
export interface LineState {
  readonly phase: "steady" | "idle" | "ringing" | "up";
  readonly audio: boolean;
  readonly recording: boolean;
}
