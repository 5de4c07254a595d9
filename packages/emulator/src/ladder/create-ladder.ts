import type { Assembly } from "../assemble.js";
import type { Emulator } from "../emulator.js";
import { createControls } from "./controls.js";
import { createViewer } from "./page/view.js";
import { drawLadder, type LadderOptions } from "./picture.js";
import { createLadderServer } from "./serve-ladder.js";

/** The ladder of an emulator: its picture, and its page. */
export interface Ladder {
  draw(options?: LadderOptions): string;
  /** Undefined where the request is not for the page. */
  answer(request: Request): Promise<Response> | undefined;
}

/** `listened`: whether webhooks are sent to anybody; where they are not, events stand in the ladder as notes. */
export function createLadder(
  { recorder, platform, faults }: Pick<Assembly, "recorder" | "platform" | "faults">,
  emulator: Omit<Emulator, "ladder">,
  { clock, listened }: { readonly clock: "virtual" | "real"; readonly listened: boolean },
): Ladder {
  const drawing = { undelivered: !listened };
  const draw = (options: LadderOptions = {}) => drawLadder(recorder.records, options, drawing);
  const answer = createLadderServer({
    recorder,
    viewer: createViewer(recorder, drawing),
    controls: createControls(emulator, faults),
    clock,
    elapsed: () => platform.scheduler.now,
    people: () =>
      emulator.parties.map(({ callControlId, direction, state }) => {
        const leg = platform.legs.get(callControlId);
        const person = direction === "incoming" ? `Caller ${leg?.from}` : `Callee ${leg?.to}`;
        return { id: callControlId, text: `${person}, ${state}` };
      }),
    picture: (call) => draw({ call }),
  });
  return { draw, answer };
}
