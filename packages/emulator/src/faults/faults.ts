import type { Random } from "../time/random.js";
import type { TimelineLog } from "../world/timeline.js";

/** A fault of a delivery. */
export type EventFault = "duplicate" | "reorder" | "delay" | "drop";

/** A fault of a request. */
export type RequestFault =
  /** The command is executed, and the connection closes without a response. */
  | "lost-reply"
  /** 5xx, and nothing was done. */
  | "error-before"
  /** 5xx, although the command was executed. */
  | "error-after"
  /** A refusal with the given status and code, and nothing was done: 90020, an account limit, a race. */
  | "refuse"
  /** 429 with `Retry-After`. */
  | "rate-limit"
  /** The command is executed; the connection breaks in the middle of the response. */
  | "reset"
  /** The response is held back for `delayMs` of the emulator's time; webhooks may overtake it. */
  | "late-reply"
  /** The response comes byte by byte. */
  | "slow"
  /** A repeated `command_id` gets the stored response, a bare `ok`, or a refusal. */
  | "repeat-same"
  | "repeat-bare"
  | "repeat-refused";

/** A fault of the frames of a media stream, or of its line. */
export type FrameFault =
  /** A frame never comes; its number is missing. */
  | "frame-drop"
  /** A frame comes after the next one. */
  | "frame-reorder"
  /** The frames of the next `delayMs` come late and all at once. */
  | "frame-burst"
  /** The line goes dead: it stays open, but carries nothing any more. */
  | "line-dead";

/** A fault to inject. */
export interface Fault {
  readonly fault: EventFault | RequestFault | FrameFault;
  /**
   * The event type (`call.answered`), operation (`voice.dial`) or track (`inbound`) that the fault hits. A trailing `*` stands for
   * the rest.
   *
   * @default "*"
   */
  readonly on?: string | undefined;
  /** The probability of a hit, 0 to 1. The seed decides. @default 1 */
  readonly probability?: number | undefined;
  /** The highest number of hits. @default no limit */
  readonly times?: number | undefined;
  /** The status of `error-before`, `error-after` and `refuse`. @default 503, 500 and 422 */
  readonly status?: number | undefined;
  /** The error code of `refuse`. @default "10015" */
  readonly code?: string | undefined;
  /** Seconds in the `Retry-After` of `rate-limit`. @default 1 */
  readonly retryAfterSeconds?: number | undefined;
  /** Milliseconds of the emulator's time of `delay`, `duplicate`, `reorder`, `late-reply` and `frame-burst`. @default 300 */
  readonly delayMs?: number | undefined;
}

export interface Faults {
  /** Adds a fault. The returned function removes it. */
  inject(fault: Fault): () => void;
  clear(): void;
  /** Faults that can still hit, oldest first. */
  readonly active: readonly Fault[];
  /** The first of these faults that hits the target now. */
  take(kinds: readonly Fault["fault"][], target: string): Fault | undefined;
}

export const eventFaults: readonly EventFault[] = ["duplicate", "reorder", "delay", "drop"];
export const requestFaults: readonly RequestFault[] = [
  "lost-reply",
  "error-before",
  "error-after",
  "refuse",
  "rate-limit",
  "reset",
  "late-reply",
  "slow",
  "repeat-same",
  "repeat-bare",
  "repeat-refused",
];
export const frameFaults: readonly FrameFault[] = ["frame-drop", "frame-reorder", "frame-burst", "line-dead"];
export const faultNames: readonly Fault["fault"][] = [...eventFaults, ...requestFaults, ...frameFaults];

/** @throws {RangeError} when no fault has that name. */
export function readFaultName(name: unknown): Fault["fault"] {
  const known = faultNames.find((fault) => fault === name);
  if (known) return known;
  throw new RangeError(`There is no fault ${String(name)}. There are ${faultNames.join(", ")}.`);
}

/** The targets of faults. */
export interface FaultTargets {
  readonly events: Iterable<string>;
  readonly operations: Iterable<string>;
}

/** @throws {RangeError} when one of the first faults does not exist, or is on something that does not. */
export function createFaults(
  random: Random,
  timeline: TimelineLog,
  targets: FaultTargets,
  initial: readonly Fault[] = [],
): Faults {
  const active = new Map<Fault, number>();
  const inject = (fault: Fault) => {
    requireTarget(fault, targets);
    active.set(fault, 0);
    return () => void active.delete(fault);
  };
  for (const fault of initial) inject({ ...fault });
  return {
    inject: (fault) => inject({ ...fault }),
    clear: () => active.clear(),
    get active() {
      return [...active.keys()];
    },
    take(kinds, target) {
      for (const [fault, hits] of active) {
        if (!kinds.includes(fault.fault) || !matches(fault.on ?? "*", target)) continue;
        if (!random.chance(fault.probability ?? 1)) continue;
        if (hits + 1 >= (fault.times ?? Number.POSITIVE_INFINITY)) active.delete(fault);
        else active.set(fault, hits + 1);
        timeline.add({ kind: "fault", fault: fault.fault, target });
        return fault;
      }
      return undefined;
    },
  };
}

/** A fault that never hits would let a test pass that proves nothing. */
function requireTarget({ fault, on = "*" }: Fault, { events, operations }: FaultTargets): void {
  readFaultName(fault);
  const isOf = (names: readonly string[]) => names.includes(fault);
  const [targets, wanted] = isOf(eventFaults)
    ? [events, "event. Give an event type, like call.answered, or a beginning, like call.*"]
    : isOf(requestFaults)
      ? [operations, "operation. Give one, like voice.dial, or a beginning, like voice.*"]
      : [["inbound", "outbound"], "track. Give inbound or outbound"];
  if ([...targets].some((target) => matches(on, target))) return;
  throw new RangeError(`The fault ${fault} is on "${on}", which is no ${wanted}.`);
}

function matches(pattern: string, target: string): boolean {
  return pattern.endsWith("*") ? target.startsWith(pattern.slice(0, -1)) : pattern === target;
}
