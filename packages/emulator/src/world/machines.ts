/**
 * The state machines of a leg and of what runs on it. A change that is not listed is a mistake of the emulator and
 * throws; the random tests count the changes that they took and fail when one was never taken.
 */
export const machines = {
  /** A leg: rings, is held by the platform (parked), talks to another leg or in a conference, waits in a queue, is over. */
  leg: {
    ringing: ["parked", "ended"],
    parked: ["bridged", "queued", "conference", "ended"],
    bridged: ["parked", "ended"],
    queued: ["parked", "ended"],
    conference: ["parked", "ended"],
    ended: [],
  },
  /** A conference: everybody waits, or it goes on, or it is over. */
  conference: { init: ["in_progress", "completed"], in_progress: ["completed"], completed: [] },
  /** The audio queue of a leg, of which there is one for prompts and one for overlays. */
  audio: { idle: ["playing"], playing: ["idle", "playing"] },
  /** A gather: plays its prompt, collects digits, plays the prompt again, is over. */
  gather: { prompting: ["collecting", "over"], collecting: ["prompting", "over"], over: [] },
  recording: { recording: ["paused", "saved"], paused: ["recording", "saved"], saved: [] },
  /** Streaming, fork, transcription and SIPREC: on or off. */
  service: { on: ["off"], off: ["on"] },
  /** An AI gather, an assistant or a conversation relay. */
  conversation: { starting: ["active", "over"], active: ["over"], over: [] },
} as const;

export type Machine = keyof typeof machines;
export type StateOf<M extends Machine> = keyof (typeof machines)[M] & string;

/** `machine: from → to` → how often. */
export type TransitionCounts = Map<string, number>;

/** Every change that the machines allow, in the form of the keys of {@link TransitionCounts}. */
export const allTransitions: readonly string[] = Object.entries(machines).flatMap(([machine, states]) =>
  Object.entries(states).flatMap(([from, targets]) =>
    (targets as readonly string[]).map((to) => key(machine, from, to)),
  ),
);

/** Checks and counts a change of state, and returns the new state. */
export function transition<M extends Machine>(
  counts: TransitionCounts,
  machine: M,
  from: StateOf<M>,
  to: StateOf<M>,
): StateOf<M> {
  const allowed = (machines[machine] as Record<string, readonly string[]>)[from] ?? [];
  if (!allowed.includes(to))
    throw new Error(`The emulator took a step that its ${machine} does not know: ${from} → ${to}.`);
  const name = key(machine, from, to);
  counts.set(name, (counts.get(name) ?? 0) + 1);
  return to;
}

function key(machine: string, from: string, to: string): string {
  return `${machine}: ${from} → ${to}`;
}
