import type { InboundCallOptions } from "../calls/inbound.js";
import type { Party } from "../calls/party.js";
import type { Emulator } from "../emulator.js";
import type { DialledCall } from "../options.js";
import type { Callee, LineStep } from "../world/callee.js";
import type { Gather } from "../world/gather.js";

/** Who takes part in a search, and what they may do. Of several things, the first is the usual one. */
export interface Scenario<Made = unknown> {
  /** People who call, each when nothing is due for those before, or earlier. @default one caller; nobody with `start` */
  readonly callers?: readonly InboundCallOptions[] | undefined;
  /** Starts what the application does without a call: it dials. Gets what `app` made. Not awaited; when it fails, the run fails. */
  start?(made: Made): unknown;
  /** Prepares each emulator: the lengths of files (`setMedia`), assistants (`setAssistant`). */
  prepare?(emulator: Emulator): void;
  /**
   * How a called party may behave.
   *
   * @default it answers, is busy, or rings until the dial gives up; with machine detection also a machine, and silence
   */
  readonly callees?: readonly Callee[] | ((call: DialledCall) => readonly Callee[]) | undefined;
  /** Keys that a party may press when a gather waits for keys; an empty text is silence. @default keys that the gather takes, a wrong one, and silence */
  readonly keys?: readonly string[] | undefined;
  /** Sentences that a party may say to an AI gather. @default silence */
  readonly words?: readonly Pick<LineStep, "say" | "fields">[] | undefined;
  /** Legs that may be left in silence, or wait without end. @default none */
  readonly mayWait?: ((party: Party) => boolean) | undefined;
  /** Milliseconds of the emulator's time after which a party has waited too long for somebody. @default 3600000 */
  readonly patienceMs?: number | undefined;
}

export const defaultCaller: InboundCallOptions = { from: "+12025550101", to: "+12025550102" };

const usual: readonly Callee[] = [{}, { does: "busy" }, { does: "ring" }];
const machines: readonly Callee[] = [{ as: "machine" }, { as: "silence" }];

export function calleesOf({ callees }: Scenario, call: DialledCall): readonly Callee[] {
  const given = typeof callees === "function" ? callees(call) : callees;
  if (given) return given.length > 0 ? given : [{}];
  return call.detection && call.detection !== "disabled" ? [...usual, ...machines] : usual;
}

const allKeys = "1234567890*#";
/** So many keys of a menu are tried. */
const mostKeys = 4;

/** Keys that a party may press when a gather asks: keys that it takes, a wrong one if there is one, and silence. */
export function keysOf({ keys }: Scenario, { options }: Gather): readonly string[] {
  if (keys) return keys;
  const { valid, minimum, maximum, terminating } = options;
  const wrong = [...allKeys].find((key) => !valid.includes(key) && key !== terminating);
  const right = [...valid].filter((key) => key !== terminating).slice(0, wrong ? mostKeys : 1);
  const end = minimum < maximum ? terminating : "";
  return [...right.map((key) => key.repeat(Math.max(1, minimum)) + end), ...(wrong ? [wrong + end] : []), ""];
}

/** True for keys with which a gather ends well. */
export function isRight(keys: string, { options: { valid, minimum, terminating } }: Gather): boolean {
  const digits = terminating && keys.endsWith(terminating) ? keys.slice(0, -1) : keys;
  return digits.length >= minimum && [...digits].every((digit) => valid.includes(digit));
}
