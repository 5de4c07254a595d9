import { isAnswered, type Leg } from "../world/leg.js";
import type { World } from "../world/world.js";
import { gatherKey } from "./gather.js";

const pauseMs: Readonly<Record<string, number>> = { w: 500, W: 1000 };

/** The party presses keys, one after the other. Before the answer nobody hears them. */
export function pressKeys(world: World, leg: Leg, keys: string): void {
  let at = 0;
  for (const key of keys) {
    const pause = pauseMs[key];
    if (pause !== undefined) {
      at += pause;
      continue;
    }
    world.after(leg, at, () => receiveKey(world, leg, key));
    at += world.settings.timings.key;
  }
}

function receiveKey(world: World, leg: Leg, digit: string): void {
  if (!isAnswered(leg)) return;
  world.emit(leg, "call.dtmf.received", { digit });
  leg.services.get("streaming")?.stream?.press(digit);
  gatherKey(world, leg, digit);
}
