import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../cli/workshop.js";
import { readPath } from "./newcomer-steps.js";

describe("a newcomer's path", async () => {
  const readme = await readFile(join(repository, "README.md"), "utf8");
  const { steps, published } = readPath(readme);
  const commands = steps.flatMap((step) => ("command" in step ? [step.command] : []));

  it("is in the README from the clone to the call, in this order", () => {
    expect(commands[0]).toMatch(/^git clone .* && cd telnyx-kit$/);
    expect(commands[1]).toMatch(/^npx -y pnpm@[\d.]+ demo$/);
    expect(commands.at(-1)).toBe("node call.mjs");
    expect(published.join(" ")).toContain("@telnyx-kit/emulator");
  });

  it("saves the quick start's code under the name that is run, and installs all that it imports", () => {
    const saved = steps.find((step) => "file" in step);
    if (!saved) throw new Error("nothing is saved");
    expect(saved.file).toBe("call.mjs");
    const imported = [...saved.code.matchAll(/from "(@telnyx-kit\/\w+)/g)].map(([, name]) => name);
    expect(imported.length).toBeGreaterThan(2);
    expect(published.join(" ").split(" ")).toEqual(expect.arrayContaining(imported));
  });

  it("uses the package manager that the repository pins", async () => {
    const { packageManager } = JSON.parse(await readFile(join(repository, "package.json"), "utf8"));
    const used = commands.flatMap((command) => command.match(/pnpm@[\d.]+/) ?? []);
    expect(new Set(used)).toEqual(new Set([packageManager]));
  });

  it.each([
    ["to clone the repository", /^git clone .*$/m],
    ["to run the demo", /^npx .* demo .*$/m],
    ["to pack the packages", /^npx .* pack .*$/m],
    ["to install the tarballs", /^npm install .*tgz$/m],
    ["to run the file", /^node call\.mjs$/m],
    ["a block `ts run` to save", /^```ts run$/m],
  ])("fails where the README has no step %s", (what, line) => {
    const cut = what.includes("save") ? "```ts" : "";
    expect(() => readPath(readme.replace(line, cut))).toThrow(what);
  });
});
