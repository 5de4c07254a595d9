import { describe, expect, test } from "vitest";
import { createPlan } from "./plan.js";

/** Somebody may hang up twice, and a callee may be busy in between. */
function story(steps: readonly string[]) {
  const plan = createPlan(steps);
  const picked = [plan.pick(["hang up"]), plan.pick(["busy", "ring"]), plan.pick(["hang up"])];
  return { picked, open: plan.open, missed: plan.missed };
}

describe("a plan", () => {
  test("without steps takes the usual way everywhere, and sees all others", () => {
    expect(story([])).toEqual({ picked: [0, 0, 0], open: ["hang up", "busy", "ring", "hang up (2)"], missed: [] });
  });

  test("takes its steps, and sees the ways that lie behind the last one", () => {
    expect(story(["ring"])).toEqual({ picked: [0, 2, 0], open: ["hang up (2)"], missed: [] });
    expect(story(["hang up", "busy"])).toEqual({ picked: [1, 1, 0], open: ["hang up (2)"], missed: [] });
    expect(story(["hang up (2)"])).toEqual({ picked: [0, 0, 1], open: [], missed: [] });
  });

  test("says which steps never came, and sees nothing behind them", () => {
    expect(story(["ring", "answer"])).toEqual({ picked: [0, 2, 0], open: [], missed: ["answer"] });
  });

  test("has no step that would be two in a replay", () => {
    expect(createPlan(['says "yes, please"']).pick(['says "yes; please"'])).toBe(1);
  });

  test("tries every list of steps once when its open ways are followed", () => {
    const tried: string[] = [];
    const follow = (steps: readonly string[]): void => {
      tried.push(steps.join(", "));
      for (const way of story(steps).open) follow([...steps, way]);
    };
    follow([]);
    // Hang up or not, three callees, hang up or not.
    expect(tried).toHaveLength(2 * 3 * 2);
    expect(new Set(tried).size).toBe(tried.length);
  });
});
