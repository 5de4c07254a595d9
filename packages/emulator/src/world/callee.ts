/** One action of the party, `afterMs` after the one before; the first, after the answer. */
export interface LineStep {
  /** Milliseconds. @default 0 */
  readonly afterMs?: number | undefined;
  /** Keys to press: `0-9 A-D * #`, and `w` for a pause of half a second. */
  readonly press?: string | undefined;
  /** The party's sentences; transcriptions, assistants and AI gathers hear them. */
  readonly say?: string | undefined;
  /** The values in the sentence, for an AI gather: `{ age: 29 }`. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  readonly hangup?: boolean | undefined;
}

/** The codec of a leg. */
export type Codec = (typeof behaviours.codec)[number];

export const behaviours = {
  does: ["answer", "ring", "busy", "reject", "not_found", "fail", "deny"],
  as: ["human", "machine", "fax", "silence", "unclear"],
  voice: ["real", "fake", "silent", "error"],
  codec: ["PCMU", "PCMA", "G722", "OPUS", "L16"],
} as const;

/** @throws {RangeError} for a behaviour that does not exist. */
export function requireBehaviour(callee: Callee): Callee {
  for (const [name, known] of Object.entries(behaviours) as [keyof typeof behaviours, readonly string[]][]) {
    const value = callee[name];
    if (value !== undefined && !known.includes(value))
      throw new RangeError(`No party has \`${name}: ${JSON.stringify(value)}\`. There are ${known.join(", ")}.`);
  }
  return callee;
}

/** The behaviour of the party of an outbound call. */
export interface Callee {
  /**
   * `ring` rings until the dial gives up. `fail` is a failure of the carrier, `deny` an account that may not call there.
   *
   * @default "answer"
   */
  readonly does?: (typeof behaviours.does)[number] | undefined;
  /** Milliseconds of ringing before that. @default 2000 */
  readonly afterMs?: number | undefined;
  /** The kind of party that picks up; only answering machine detection notices. @default "human" */
  readonly as?: (typeof behaviours.as)[number] | undefined;
  /** The machine's greeting in milliseconds. @default 4000 */
  readonly greetingMs?: number | undefined;
  /** Whether the machine beeps after its greeting. @default true */
  readonly beep?: boolean | undefined;
  /** The finding of deepfake detection, if it is switched on. @default "real" */
  readonly voice?: (typeof behaviours.voice)[number] | undefined;
  /** The codec of the leg; European networks use PCMA. Media streams announce it. @default "PCMU" */
  readonly codec?: Codec | undefined;
  /** The party's actions once the call is answered. */
  readonly script?: readonly LineStep[] | undefined;
}
