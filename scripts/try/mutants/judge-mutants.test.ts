import { expect, it } from "vitest";
import { judgeMutants, type Report } from "./judge-mutants.js";

const file = "packages/core/src/retry-policy.ts";
const change = `${file}: const limit = 5; | 5 → 6`;
const mutant = (status: string) => ({
  mutatorName: "NumberLiteral",
  replacement: "6",
  status,
  location: { start: { line: 2, column: 15 }, end: { line: 2, column: 16 } },
});
const report = (...statuses: string[]): Report => ({
  files: { [file]: { source: "// A line.\nconst limit = 5;\n", mutants: statuses.map(mutant) } },
});

it("passes where every change is noticed, by a failing test or by one that never ends", () => {
  expect(judgeMutants(report("Killed", "Timeout", "Ignored"), [file], [])).toEqual({
    mutants: 2,
    killed: 2,
    wrong: [],
    accepted: [],
  });
});

it("names a change that survives or that no test runs, with its line", () => {
  const { wrong } = judgeMutants(report("Survived", ...Array(19).fill("Killed")), [file], []);
  expect(wrong).toEqual([`survives, line 2: ${change}`]);
  expect(judgeMutants(report("NoCoverage", ...Array(19).fill("Killed")), [file], []).wrong).toHaveLength(1);
});

it("accepts a survivor that has a reason, but not more than one in ten", () => {
  const accepted = [{ change, reason: "Equal." }];
  expect(judgeMutants(report("Survived", ...Array(9).fill("Killed")), [file], accepted).wrong).toEqual([]);
  expect(judgeMutants(report("Survived", "Killed"), [file], accepted).wrong).toEqual([
    "less than 90 % of the changes are noticed",
  ]);
});

it("names a reason whose survivor is gone, and none of other files", () => {
  const other = { change: "packages/core/src/url.ts: a | b → c", reason: "Equal." };
  expect(judgeMutants(report("Killed"), [file], [{ change, reason: "Equal." }, other]).wrong).toEqual([
    `no longer survives, remove it from accepted-survivors.ts: ${change}`,
  ]);
});

it("fails where there is nothing to change", () => {
  expect(judgeMutants({ files: {} }, [file], []).wrong).toEqual(["nothing could be changed"]);
});
