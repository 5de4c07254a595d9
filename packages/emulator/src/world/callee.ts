/** One thing that the party does, `afterMs` after the one before (the first: after the answer). */
export interface LineStep {
  /** Milliseconds. @default 0 */
  readonly afterMs?: number | undefined;
  /** Keys to press: `0-9 A-D * #`, with `w` for a pause of half a second. */
  readonly press?: string | undefined;
  /** What the party says; transcriptions, assistants and AI gathers hear it. */
  readonly say?: string | undefined;
  /** The values in what is said, for an AI gather: `{ age: 29 }`. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  readonly hangup?: boolean | undefined;
}

/** How the other end of an outbound call behaves. */
export interface Callee {
  /**
   * `ring` lets it ring until the dial gives up; `fail` is a carrier failure, `deny` an account that may not call
   * there.
   *
   * @default "answer"
   */
  readonly does?: "answer" | "ring" | "busy" | "reject" | "not_found" | "fail" | "deny" | undefined;
  /** Milliseconds of ringing before that. @default 2000 */
  readonly afterMs?: number | undefined;
  /** Who picks up; only answering machine detection can tell. @default "human" */
  readonly as?: "human" | "machine" | "fax" | "silence" | "unclear" | undefined;
  /** The machine's greeting in milliseconds. @default 4000 */
  readonly greetingMs?: number | undefined;
  /** Whether the machine beeps after its greeting. @default true */
  readonly beep?: boolean | undefined;
  /** What deepfake detection finds, where it is switched on. @default "real" */
  readonly voice?: "real" | "fake" | "silent" | "error" | undefined;
  /** What the party does once the call is answered. */
  readonly script?: readonly LineStep[] | undefined;
}
