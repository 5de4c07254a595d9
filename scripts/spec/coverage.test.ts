import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadEffective } from "./effective.js";
import { toYaml } from "./write.js";

const checks = "../shared/checks";
const hasChecks = existsSync(checks);
if (!hasChecks)
  console.log(`not run: coverage of the source documents; the facts stand in ${checks}, which this machine lacks`);

const check = (...args: string[]): string =>
  execFileSync("node", [join(checks, "check-fragments.mjs"), ...args], { encoding: "utf8", maxBuffer: 1 << 26 });

describe.runIf(hasChecks)("coverage of the source documents", () => {
  it("is complete: every operation, field, enum value and event lands in the package of its domain", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bundle-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { domains } = await loadEffective(".", { choices: "extension" });
    for (const [name, document] of domains) writeFileSync(join(folder, `${name}.yaml`), toYaml(document));
    const printed = check(folder, "--landing", "--waive", join(checks, "waive.json"));
    expect(printed).toContain("problems 0");
    expect(printed).toContain("ops 38/38");
    expect(printed).toContain("events 31/31");
  });

  // Whatever the effective documents say besides comes from a correction, and none is read without a reason and a source.
  it("is exact: without the overlays, the fragments differ from upstream in nothing", () => {
    expect(check("spec/fragments", "--against", "upstream")).toContain("problems 0");
  });
});
