import { describe, expect, test } from "vitest";
import { renderComparison } from "./comparison.js";

const ids = [
  "bundle-first",
  "bundle-all",
  "installed-blocks",
  "installed-files",
  "import-time",
  "request-cpu",
  "unwrap-rate",
  "types-time-typescript-5.9-one-call.ts",
  "types-memory-typescript-5.9-one-call.ts",
];
const results = (omitted?: string): string =>
  JSON.stringify({
    environment: ["2030-01-01", "a machine", "Node 20", "telnyx-kit 0.0.0; telnyx (official) 7.24.0"],
    figures: ids
      .filter((id) => id !== omitted)
      .map((id, index) => ({ id, values: { "telnyx (official)": 1234.5 + index, "telnyx-kit": 7.906 } })),
  });
const readme = "before\n<!-- generated:comparison -->\nold\n<!-- /generated -->\nafter\n";

describe("the comparison in the README", () => {
  test("takes its figures from the last benchmark, with the version and the machine", () => {
    const text = renderComparison(readme, results());
    expect(text).toMatch(/^before\n<!-- generated:comparison -->[\s\S]*<!-- \/generated -->\nafter\n$/);
    expect(text).toContain("| what | `telnyx` 7.24.0 | telnyx-kit |");
    expect(text).toMatch(/first load \| 1,235 KiB \| 7\.91 KiB \|/);
    expect(text).toContain("Measured: 2030-01-01; a machine; Node 20.");
  });

  test("fails for a figure that the benchmark no longer gives", () => {
    expect(() => renderComparison(readme, results("import-time"))).toThrow(/no figure import-time/);
  });

  test("fails for a README without the markers", () => {
    expect(() => renderComparison("text\n", results())).toThrow(/generated:comparison is missing/);
  });
});
