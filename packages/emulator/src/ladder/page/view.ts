import { listCalls } from "../drawing/calls.js";
import { createLanes } from "../drawing/lanes.js";
import type { Recorder } from "../drawing/recorder.js";
import { createSteps, type StepOptions } from "../drawing/steps.js";
import { type Trace, type Traced, trace } from "../drawing/trace.js";
import { type Keyed, renderCall, renderHeads, renderStep } from "./rows.js";

/** The page's request. */
export interface ViewRequest {
  /** `call_session_id`; undefined for all calls, `latest` for the one that began last. */
  readonly call: string | undefined;
  /** Rows at most, the newest. */
  readonly limit: number;
}

/** The page's view of the calls. */
export interface View {
  readonly version: number;
  readonly call: string | undefined;
  readonly calls: readonly Keyed[];
  readonly lanes: number;
  readonly heads: string;
  readonly rows: readonly Keyed[];
  /** Rows that were left out because of the limit. */
  readonly earlier: number;
}

export interface Viewer {
  view(request: ViewRequest): View;
  /** The record behind a row. */
  find(order: number): Traced | undefined;
}

/** Draws the page's view. Records are traced once per version, for all readers. */
export function createViewer(recorder: Recorder, drawing: StepOptions): Viewer {
  let known: { readonly version: number; readonly traced: Trace } | undefined;
  const read = () => {
    if (known?.version !== recorder.version) known = { version: recorder.version, traced: trace(recorder.records) };
    return known;
  };
  return {
    find: (order) => read().traced.records.find((record) => record.order === order),
    view({ call, limit }) {
      const { version, traced } = read();
      const calls = listCalls(traced);
      const session = call === "latest" ? calls.at(-1)?.session : call;
      const legs = [...traced.legs.values()].filter((leg) => session === undefined || leg.session === session);
      const lanes = createLanes(legs, { empty: true });
      const chosen = session === undefined ? traced.records : traced.records.filter((one) => one.session === session);
      // A record makes up to three rows, so this many records are enough for most limits.
      const steps = createSteps(chosen, traced, lanes, drawing, limit);
      const shown = steps.slice(-limit);
      return {
        version,
        call: session,
        calls: calls.reverse().map((one) => renderCall(one, one.session === session)),
        lanes: lanes.list.length,
        heads: renderHeads(lanes),
        rows: shown.map((step) => renderStep(step, lanes)),
        earlier: Math.max(0, chosen.length - limit) + steps.length - shown.length,
      };
    },
  };
}
