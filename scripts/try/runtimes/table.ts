import type { FaultCounts } from "./fault-suite.js";
import { type Outcome, type Suite, suites } from "./run-suites.js";

const line = (cells: readonly string[]): string =>
  `  ${cells.map((cell, index) => (index < 2 ? cell.padEnd(index === 0 ? 11 : 15) : cell.padEnd(11))).join("")}`.trimEnd();

export const heading = line(["runtime", "version", ...suites, "seconds"]);

/** A row, and below it what went wrong. */
export function rowOf(name: string, { version, wrong }: Outcome, seconds: number): string {
  const cells = suites.map((suite) => cellOf(wrong[suite]));
  const failures = suites.flatMap((suite) => (wrong[suite] ?? []).map((what) => detail(suite, what)));
  return [line([name, version, ...cells, seconds.toFixed(1)]), ...failures].join("\n");
}

/** The row of a runtime that this machine lacks: why, and what would bring it. */
export const missingRow = (name: string, missing: string, remedy: string): string =>
  [line([name, "–", ...suites.map(() => "not run")]), `    ${missing}; to run it: ${remedy}`].join("\n");

const cellOf = (wrong: readonly string[] | undefined): string =>
  wrong === undefined ? "–" : wrong.length === 0 ? "passed" : "FAILED";

const detail = (suite: Suite, what: string): string => `    ${suite}: ${what.replaceAll("\n", "\n      ")}`;

const faultLine = (cells: readonly (string | number)[]): string =>
  `  ${cells.map((cell, index) => (index < 2 ? String(cell).padEnd(11) : String(cell).padStart(10))).join("")}`;

export const faultHeading = faultLine(["runtime", "class", "commands", "reused", "requests", "effects", "doubled"]);

/** The outcomes of commands whose connection broke, one row per class. */
export const faultRows = (name: string, counts: ReadonlyMap<string, FaultCounts>): string[] =>
  Array.from(counts, ([row, { commands, reused, requests, effects, doubled }]) =>
    faultLine([name, row, commands, reused, requests, effects, doubled]),
  );
