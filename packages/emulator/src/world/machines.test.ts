import { expect, test } from "vitest";
import { brokenRules } from "../__tests__/invariants.js";
import { runScript } from "../__tests__/random-script.js";
import { scaled } from "../__tests__/scale.js";
import { allTransitions } from "./machines.js";

const scripts = scaled(10_000);

test(`${scripts} random scripts keep the rules of a call and take every transition of its machines`, {
  timeout: 900_000,
}, async () => {
  const taken = new Map<string, number>();
  for (let seed = 1; seed <= scripts; seed += 1) {
    const run = await runScript(seed);
    expect(brokenRules(run), `seed ${seed}`).toEqual([]);
    for (const [name, count] of run.world.transitions) taken.set(name, (taken.get(name) ?? 0) + count);
  }
  const total = [...taken.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${scripts} scripts took ${total} transitions, ${taken.size} of ${allTransitions.length} different ones.`,
  );
  expect(allTransitions.filter((name) => !taken.has(name))).toEqual([]);
});
