import { describe, expect, test } from "vitest";
import type { Finding } from "../generate/compare.js";
import { reportLines } from "./generate-report.js";

const found: Finding[] = (["stale", "missing", "orphan", "unmarked"] as const).map((kind) => ({
  kind,
  file: `${kind}.ts`,
}));

describe("reportLines", () => {
  test("lists what a check found, and prints the one command that fixes it", () => {
    expect(reportLines({ findings: found, files: 9 }, [], true)).toEqual([
      "stale     stale.ts",
      "missing   missing.ts",
      "orphan    orphan.ts",
      "unmarked  unmarked.ts",
      "An unmarked file was written by hand: move it out of its folder or delete it.",
      "4 of the generated files are not up to date. To bring them up to date, run: pnpm generate",
    ]);
  });

  test("prints the command for the packages that were asked for", () => {
    expect(reportLines({ findings: found.slice(0, 1), files: 9 }, ["voice", "media"], true).at(-1)).toMatch(
      /run: pnpm generate voice media$/,
    );
  });

  test("lists what was written and removed", () => {
    expect(reportLines({ findings: found.slice(0, 3), files: 9 }, [], false)).toEqual([
      "wrote  stale.ts",
      "wrote  missing.ts",
      "removed  orphan.ts",
      "9 generated files are up to date.",
    ]);
  });

  test("says so where there is nothing to do", () => {
    expect(reportLines({ findings: [], files: 9 }, [], false)).toEqual([
      "Nothing to do: 9 generated files are up to date.",
    ]);
    expect(reportLines({ findings: [], files: 9 }, [], true)).toEqual(["9 generated files are up to date."]);
  });
});
