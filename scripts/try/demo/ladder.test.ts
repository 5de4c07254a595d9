import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("docs/ladder.svg is the picture of this call; else run `tsx scripts/try/demo/call.ts --ladder docs/ladder.svg`", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "call.svg");
  const command = ["--import", "tsx", "scripts/try/demo/call.ts", "--ladder", file];
  const printed = execFileSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  expect(printed).toContain("call.recording.saved");
  expect(readFileSync(join(root, "docs/ladder.svg"), "utf8")).toBe(readFileSync(file, "utf8"));
});
