import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { replay } from "./replay.js";
import { repository } from "./workshop.js";

const folder = join(repository, "../shared/reference/upstream");
const documents = ["2025-08-27.json", "2026-02-26.json", "2026-05-14.yml", "2026-07-16.json"].map((name) =>
  join(folder, `telnyx-${name}`),
);

describe("replay", () => {
  if (!documents.every((document) => existsSync(document))) {
    it("not run: earlier upstream documents are not at hand", () =>
      console.warn("not run: fetch upstream documents, then: pnpm test:updates <oldest> … <newest>"));
    return;
  }

  it("takes in a year of upstream: in time, without an error, and with changesets of what changed", async () => {
    const steps = await replay(documents, "check");
    for (const step of steps) {
      expect(step.errors, step.document).toEqual([]);
      expect(step.named, step.document).toEqual(step.changed);
      // Of the processor, because the tests share it with each other; the limit for a person who waits is the same.
      expect(step.cpuSeconds, step.document).toBeLessThan(20);
    }
    expect(steps.slice(1).every(({ changed }) => changed.includes("voice"))).toBe(true);
    // Everything hand-written was written for the newest document.
    expect(steps.at(-1)).toMatchObject({ ahead: [], skippedOverlays: [] });
  }, 240_000);
});
