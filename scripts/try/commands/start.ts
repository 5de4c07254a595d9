import { expect } from "vitest";
import { type Case, cases } from "./cases.js";
import type { Tree } from "./tree.js";

/** The commands that are started in one of the trees, each once, as they are typed. */
export const startedIn = (at: Case["at"]): [string, Case][] => [
  ...new Map(
    Object.entries(cases).flatMap(([text, list]) =>
      typeof list === "string" ? [] : list.filter((each) => each.at === at).map((each) => [each.types ?? text, each]),
    ),
  ),
];

/** Starts a command; asserts its exit code and how its output begins. */
export async function start(tree: Tree, line: string, { exits = 0, prints }: Case, env = {}): Promise<void> {
  const { code, output } = await tree.bash(line, env);
  expect(output).toMatch(prints);
  expect(code, output).toBe(exits);
  // A mistake of the caller is answered with what is wrong, not with a stack.
  if (exits === 1) expect(output).not.toMatch(/^\s+at .*scripts\//m);
}
