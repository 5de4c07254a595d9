import type { Platform } from "../platform/platform.js";
import { gatherKey } from "./gather.js";
import { isAnswered, type Leg } from "./leg.js";

const pauseMs: Readonly<Record<string, number>> = { w: 500, W: 1000 };

/** The person presses keys, one after the other. Before the answer nobody hears them. */
export function pressKeys(platform: Platform, leg: Leg, keys: string): void {
  let at = 0;
  for (const key of keys) {
    const pause = pauseMs[key];
    if (pause !== undefined) {
      at += pause;
      continue;
    }
    platform.after(leg, at, () => receiveKey(platform, leg, key));
    at += platform.settings.timings.key;
  }
}

function receiveKey(platform: Platform, leg: Leg, digit: string): void {
  if (!isAnswered(leg)) return;
  platform.emit(leg, "call.dtmf.received", { digit });
  leg.services.get("streaming")?.stream?.press(digit);
  gatherKey(platform, leg, digit);
}
