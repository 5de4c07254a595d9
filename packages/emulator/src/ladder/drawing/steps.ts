import { type Draft, type DraftContext, draftRecord } from "./drafts.js";
import type { Lanes } from "./lanes.js";
import { createLineStates } from "./line-states.js";
import { createPairs } from "./pairs.js";
import type { Step } from "./step.js";
import type { Trace, Traced } from "./trace.js";

/** Pauses from here on are shown. */
const shortestPauseMs = 1_000;

/** Further inputs of the drawing, besides the records. */
export interface StepOptions {
  /** Events are delivered to nobody, so that they stand as notes. */
  readonly undelivered: boolean;
}

/**
 * Turns records into the rows of a ladder, in the order in which things began.
 *
 * @param newest how many records become rows; those before say only what the lanes are doing.
 */
export function createSteps(
  records: readonly Traced[],
  { legs }: Trace,
  lanes: Lanes,
  options: StepOptions,
  newest = Number.POSITIVE_INFINITY,
): Step[] {
  const memory = { spoken: new Map(), left: new Set<string>(), dismissed: new Set<string>(), pairs: createPairs() };
  const context: DraftContext = { ...options, legs, lanes, ...memory };
  const steps: Step[] = [];
  for (const [index, record] of records.entries()) {
    const drafts = draftRecord(record, context);
    if (index >= records.length - newest) steps.push(...drafts.map((draft) => toStep(draft, record)));
  }
  return addLines(
    steps.sort((a, b) => a.order - b.order),
    records,
    lanes,
  );
}

function toStep({ part, begins, ...draft }: Draft, { order, entry, exchange, session }: Traced): Step {
  const moment = (begins ? exchange?.start : undefined) ?? { order, at: entry.at };
  const rest = { detail: "", tone: "plain" as const, tags: [], broken: false, lines: [], pauseMs: 0 };
  return { ...rest, ...draft, ...moment, id: `${order}${part}`, session, record: order };
}

/** Says beside each row what the lanes are doing at that moment, and how long nothing happened before it. */
function addLines(steps: readonly Step[], records: readonly Traced[], lanes: Lanes): Step[] {
  const states = createLineStates(lanes);
  let next = 0;
  return steps.map((step, index) => {
    for (let record = records[next]; record && record.order <= step.order; record = records[++next])
      states.apply(record);
    const pauseMs = step.at - (steps[index - 1]?.at ?? step.at);
    return { ...step, lines: states.now, pauseMs: pauseMs < shortestPauseMs ? 0 : pauseMs };
  });
}
