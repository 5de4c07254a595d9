import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../openapi/__tests__/temporary-root.js";
import { loadEffective } from "../openapi/effective.js";
import { testOf } from "./coverage.js";
import { coverageOf } from "./coverage-rows.js";
import { callOf } from "./skills-model.js";
import { readSourceDocuments } from "./source-documents.js";

/** Where the effective documents differ from the source documents, and why. */
const corrected = new Map([
  [
    "POST /calls/{call_control_id}/actions/answer: preferred_codecs is enum there and string here",
    "its only value is a list of codecs, of which any part is allowed",
  ],
  [
    "POST /calls/{call_control_id}/actions/gather_using_ai: language is object there and string here",
    "upstream refers to a list of languages",
  ],
  [
    "POST /calls/{call_control_id}/actions/playback_start: target_legs is enum there and string here",
    "only the cheat sheet lists the values",
  ],
  ...["self", "opposite", "both"].map(
    (value) =>
      [
        `POST /calls/{call_control_id}/actions/playback_start: target_legs lacks the value ${value}`,
        "as above; the string takes it",
      ] as const,
  ),
]);

describe("coverage of the source documents", async () => {
  const effective = await loadEffective(repositoryRoot, { choices: "extension" });
  const documents = await readSourceDocuments(repositoryRoot);
  const rows = coverageOf(effective, documents);
  const faultsOf = (found = rows) => found.flatMap(({ row, faults }) => faults.map((fault) => `${row}: ${fault}`));

  it("is complete: every operation, field, enum value and event lands in the package of its document", () => {
    expect(rows).toHaveLength(88);
    expect(new Set(rows.map(({ row }) => row)).size).toBe(69);
    expect(faultsOf().sort()).toEqual([...corrected.keys()].sort());
  });

  it.each(rows.map((row) => [row.row, row] as const))("%s has a test that names its method or event", (_, row) => {
    const test = readFileSync(join(repositoryRoot, testOf(row)), "utf8");
    if (row.method === undefined) expect(test).toContain("it.each(eventTypes)");
    else {
      const name = callOf(row.package ?? "", row.method).replace(`${row.package}.`, "");
      expect(test).toMatch(new RegExp(`\\b${name.replaceAll(".", "\\.")}\\b`));
    }
  });

  it("notices an operation, a field, a type and a value that are gone", () => {
    const [first, second] = documents.operations;
    if (!first || !second) throw new Error("there are no rows");
    const operations = [
      {
        ...first,
        optional: { lost: "string", client_state: "int32", record: { type: "enum", enum: ["never"] } as const },
      },
      { ...second, operation: "POST /calls/{call_control_id}/actions/lost" },
    ];
    expect(faultsOf(coverageOf(effective, { ...documents, operations })).slice(0, 4)).toEqual([
      expect.stringContaining("lost is missing"),
      expect.stringContaining("client_state is int32 there and string here"),
      expect.stringContaining("record lacks the value never"),
      expect.stringContaining("there is no such operation"),
    ]);
  });
});
