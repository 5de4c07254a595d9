import type { Claim } from "../dedupe.js";

/** The claim, where there is one. */
export function held(result: Claim | "busy" | "done"): Claim {
  if (typeof result === "string") throw new Error(`expected a claim, found ${result}`);
  return result;
}
