import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../cli/workshop.js";

const folder = join(repository, ".github/workflows");
const used = readdirSync(folder).flatMap((file) =>
  [...readFileSync(join(folder, file), "utf8").matchAll(/uses: (.+)$/gm)].map(([, action = ""]) => action),
);

describe("the actions of the workflows", () => {
  it("are named by a commit with its version, or RELEASING.md lists them as open", () => {
    const releasing = readFileSync(join(repository, "RELEASING.md"), "utf8");
    const byTag = used.filter((action) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action));
    const open = byTag.map((action) => action.replace(/@.*$/, ""));
    expect(open.filter((name) => !releasing.includes(`\`${name}\``))).toEqual([]);
  });

  it("are each at one version", () => {
    const versions = new Map<string, Set<string>>();
    for (const action of used) {
      const [name = "", version = ""] = action.split("@");
      const [owner, repo] = name.split("/");
      const key = `${owner}/${repo}`;
      versions.set(key, (versions.get(key) ?? new Set()).add(version));
    }
    expect(versions.size).toBeGreaterThan(4);
    expect([...versions].filter(([, found]) => found.size > 1)).toEqual([]);
  });
});
