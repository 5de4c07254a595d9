import type { Leg } from "../world/leg.js";
import type { World } from "../world/world.js";

const verdicts = {
  real: { result: "real", score: 0.04, consistency: 97.5 },
  fake: { result: "fake", score: 0.98, consistency: 99.1 },
  silent: { result: "silence_timeout", score: null, consistency: null },
} as const;

const verdictMs = 5_000;

/** Reports whether the voice of the party is synthetic. */
export function detectDeepfake(world: World, leg: Leg): void {
  const { voice = "real" } = leg.party.behaviour;
  world.after(leg, verdictMs, () => {
    if (voice === "error")
      return world.emit(leg, "call.deepfake_detection.error", { error_message: "detection_timeout" });
    world.emit(leg, "call.deepfake_detection.result", verdicts[voice]);
  });
}
