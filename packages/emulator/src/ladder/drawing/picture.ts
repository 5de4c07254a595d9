import { drawMermaid } from "./draw-mermaid.js";
import { drawSvg } from "./draw-svg.js";
import { createLanes } from "./lanes.js";
import type { Recorded } from "./recorder.js";
import { createSteps, type StepOptions } from "./steps.js";
import type { Theme } from "./theme.js";
import { trace } from "./trace.js";

/** Options of `emulator.ladder`. */
export interface LadderOptions {
  /** One call, by the `call_session_id` or the `call_control_id` of a leg. @default all calls */
  readonly call?: string | undefined;
  /** An SVG document, or the text of a Mermaid diagram for issues and pull requests. @default "svg" */
  readonly format?: "svg" | "mermaid" | undefined;
  /** The heading; an empty text for none. @default the numbers of the call, or how many calls there are */
  readonly title?: string | undefined;
  /** `auto` follows the reader's system. @default "auto" */
  readonly theme?: Theme | undefined;
  /** Pixels, 480 to 4,000. @default 960 */
  readonly width?: number | undefined;
}

/**
 * Draws what happened as an SVG document, or as Mermaid text.
 *
 * @throws {RangeError} when no call has that id, or the width is out of bounds.
 */
export function drawLadder(records: readonly Recorded[], options: LadderOptions, drawing: StepOptions): string {
  const { call, theme = "auto", width = 960 } = options;
  if (!(width >= 480 && width <= 4_000)) throw new RangeError(`width must be from 480 to 4000 pixels; it is ${width}.`);
  const traced = trace(records);
  const session = call === undefined ? undefined : (traced.legs.get(call)?.session ?? call);
  const chosen = session === undefined ? traced.records : traced.records.filter((record) => record.session === session);
  if (session !== undefined && chosen.length === 0)
    throw new RangeError("No call has that call_session_id or call_control_id, or it was forgotten.");
  const legs = [...traced.legs.values()].filter((leg) => session === undefined || leg.session === session);
  const lanes = createLanes(legs, { empty: false });
  const sessions = new Set(legs.map((leg) => leg.session)).size;
  const title = options.title ?? (sessions === 1 && legs[0] ? `${legs[0].from} → ${legs[0].to}` : `${sessions} calls`);
  const steps = createSteps(chosen, traced, lanes, drawing);
  return options.format === "mermaid"
    ? drawMermaid(lanes, steps, title)
    : drawSvg(lanes, steps, { title, theme, width });
}
