import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { repository } from "../cli/workshop.js";
import type { JsonObject } from "../openapi/document.js";
import { mergeFragments } from "../openapi/effective.js";
import { replay } from "./updates.js";

const former = ["2025-08-27", "2026-02-26", "2026-05-14"].map((date) =>
  join(repository, `scripts/update/__fixtures__/updates/${date}.json`),
);

/** Documents with the facts of today's fragments, each changed a little. */
async function today(...changes: ((schemas: Record<string, JsonObject>) => void)[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "telnyx-kit-upstream-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return Promise.all(
    changes.map(async (change, index) => {
      const document = await mergeFragments(repository);
      change(document.components.schemas as Record<string, JsonObject>);
      const file = join(folder, `today-${index}.json`);
      await writeFile(file, JSON.stringify(document));
      return file;
    }),
  );
}

describe("replay", () => {
  it("takes in a year of upstream: without an error, and with changesets of what changed", async () => {
    const steps = await replay([...former, ...(await today(() => undefined))], "check");
    for (const step of steps) {
      expect(step.errors, step.document).toEqual([]);
      expect(step.named, step.document).toEqual(step.changed);
    }
    expect(steps.slice(1).every(({ changed }) => changed.includes("voice"))).toBe(true);
    // Everything hand-written was written for the newest document.
    expect(steps.at(-1)).toMatchObject({ ahead: [], skippedOverlays: [] });
  }, 600_000);

  it("names no package beside the one that a change concerns, and the emulator, which follows the whole document", async () => {
    const addField = (schemas: Record<string, JsonObject>) =>
      Object.assign(schemas.StopRecordingRequest?.properties as JsonObject, { new_field: { type: "string" } });
    const [, step] = await replay(await today(() => undefined, addField), "check");
    expect(step).toMatchObject({ changed: ["emulator", "media"], named: ["emulator", "media"], errors: [] });
  }, 600_000);
});
