import { describe, expect, it } from "vitest";
import { deriveCommandId } from "./command-id.js";

describe("deriveCommandId", () => {
  it("never changes", () => {
    expect(deriveCommandId("0ccc7b54-4df3-4bca-a65a-3da1ecc777f0", "dial-agent")).toBe(
      "0c3de19d-d4bd-8dba-8bcd-772735762689",
    );
  });

  it("gives another id for each of 200,000 pairs of neighbouring events and labels", () => {
    const ids = new Set<string>();
    for (let event = 0; event < 1_000; event++) {
      for (let label = 0; label < 200; label++) {
        ids.add(deriveCommandId(`0ccc7b54-4df3-4bca-a65a-${event.toString(16).padStart(12, "0")}`, `label-${label}`));
      }
    }
    expect(ids.size).toBe(200_000);
  });
});
