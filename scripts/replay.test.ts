import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { replay } from "./replay.js";
import type { JsonObject } from "./spec/document.js";
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

  it("names no package beside the one that a change concerns, and the emulator, which follows the whole document", async () => {
    const newest = documents.at(-1) ?? "";
    const upstream = JSON.parse(await readFile(newest, "utf8")) as {
      components: { schemas: Record<string, JsonObject> };
    };
    const { StopRecordingRequest: body } = upstream.components.schemas;
    expect(body?.properties).toBeDefined();
    Object.assign(body?.properties as JsonObject, { new_field: { type: "string" } });
    const folder = await mkdtemp(join(tmpdir(), "telnyx-kit-upstream-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const changed = join(folder, "changed.json");
    await writeFile(changed, JSON.stringify(upstream));
    const [, step] = await replay([newest, changed], "check");
    expect(step).toMatchObject({ changed: ["emulator", "media"], named: ["emulator", "media"], errors: [] });
  }, 120_000);
});
