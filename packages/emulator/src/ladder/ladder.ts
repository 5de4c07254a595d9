import type { Fault } from "../faults/faults.js";
import { createControls, type LadderHost } from "./controls.js";
import { drawLadder, type LadderOptions } from "./drawing/picture.js";
import { createRecorder, type Recorded } from "./drawing/recorder.js";
import type { StepOptions } from "./drawing/steps.js";
import { createViewer } from "./page/view.js";
import { createLadderServer } from "./serve-ladder.js";

export type { LadderHost } from "./controls.js";
export type { LadderOptions } from "./drawing/picture.js";
export type { Theme } from "./drawing/theme.js";
export { ladderPath } from "./serve-ladder.js";

/** Facts that the page shows without acting on them. */
export interface PageOptions {
  readonly clock: "virtual" | "real";
  /** Milliseconds of the emulator's time since its start. */
  readonly elapsed: () => number;
  /** Faults that can still hit. */
  readonly activeFaults: () => readonly Fault[];
}

/** The ladder of an emulator: it takes what happens, and draws it as a picture and as a live page. */
export interface Ladder {
  note(record: Recorded): void;
  /** @throws {RangeError} when no call has the id that `call` names, or `width` is out of bounds. */
  draw(options?: LadderOptions): string;
  /** Gives what answers the requests of the page, and undefined for all others. */
  page(host: LadderHost, options: PageOptions): (request: Request) => Promise<Response> | undefined;
}

/** Makes a ladder that keeps that many records. */
export function createLadder(limit: number, drawing: StepOptions): Ladder {
  const recorder = createRecorder(limit);
  const draw = (options: LadderOptions = {}) => drawLadder(recorder.records, options, drawing);
  return {
    note: recorder.note,
    draw,
    page: (host, { clock, elapsed, activeFaults }) =>
      createLadderServer({
        recorder,
        viewer: createViewer(recorder, drawing),
        controls: createControls(host, activeFaults),
        clock,
        elapsed,
        parties: () =>
          host.parties.map(({ callControlId, direction, state, from, to }) => {
            const name = direction === "incoming" ? `Caller ${from}` : `Callee ${to}`;
            return { id: callControlId, text: `${name}, ${state}` };
          }),
        picture: (call) => draw({ call }),
      }),
  };
}
