import type { Assembly } from "../assemble.js";
import type { Emulator } from "../emulator.js";
import { createControls } from "./controls.js";
import type { StepOptions } from "./drawing/steps.js";
import { createViewer } from "./page/view.js";
import { createLadderServer } from "./serve-ladder.js";

/** Makes the live ladder of an emulator: what answers the requests of its page, and undefined for all others. */
export function createPage(
  { recorder, world, faults }: Pick<Assembly, "recorder" | "world" | "faults">,
  emulator: Emulator,
  { clock, drawing }: { readonly clock: "virtual" | "real"; readonly drawing: StepOptions },
): (request: Request) => Promise<Response> | undefined {
  return createLadderServer({
    recorder,
    viewer: createViewer(recorder, drawing),
    controls: createControls(emulator, faults),
    clock,
    elapsed: () => world.scheduler.now,
    people: () =>
      emulator.parties.map(({ callControlId, direction, state }) => {
        const leg = world.legs.get(callControlId);
        const person = direction === "incoming" ? `Caller ${leg?.from}` : `Callee ${leg?.to}`;
        return { id: callControlId, text: `${person}, ${state}` };
      }),
    picture: (call) => emulator.ladder({ call }),
  });
}
