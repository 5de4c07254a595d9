import type { Emulator } from "../emulator.js";
import { separator } from "./plan.js";
import type { EndingsReport } from "./report.js";
import type { Problem, ProblemKind } from "./watch.js";

/** {@link everyEnding} throws this error for a run of the application that ends badly. No run with fewer steps does. */
export class EndingFailure extends Error {
  override readonly name = "EndingFailure";
  /**
   * `stranded`: a party is left in silence, or waits too long. `error`: a handler failed. `repeated`: a command was executed
   * twice for one event. `ignored`: a body has a field that the platform ignores. `endless`: the run did not end.
   */
  readonly kind: ProblemKind;
  /** Every choice that differed from the usual one, in order. */
  readonly steps: readonly string[];
  /** Pass it to `everyEnding({ …, replay })` to see this run alone. */
  readonly replay: string;
  /** The run as a ladder diagram: SVG. */
  readonly ladder: string;
  /** The run as text, one line per entry. */
  readonly timeline: string;
  readonly report: EndingsReport;

  constructor({ kind, message }: Problem, steps: readonly string[], emulator: Emulator, report: EndingsReport) {
    const replay = formatReplay(steps);
    const timeline = String(emulator.timeline);
    const list = steps.length > 0 ? steps.map((step) => `\n- ${step}`).join("") : " none, this is the usual run.";
    super(`${message}\nSteps:${list}\nSee it alone with replay: ${JSON.stringify(replay)}\n\n${timeline}`);
    this.kind = kind;
    this.steps = steps;
    this.replay = replay;
    this.ladder = emulator.ladder();
    this.timeline = timeline;
    this.report = report;
  }
}

const usualRun = "the usual run";

/** One text of several steps. */
export function formatReplay(steps: readonly string[]): string {
  return steps.join(separator) || usualRun;
}

export function parseReplay(replay: string): string[] {
  return replay === usualRun ? [] : replay.split(separator);
}
