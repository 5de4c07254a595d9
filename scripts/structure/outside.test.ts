import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../readers/pages.js";

const text = /\.(?:[cm]?[jt]sx?|json|ya?ml|md|sh|html)$|^\.ci\//;
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: repositoryRoot,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => text.test(file) && !/\/__fixtures__\/|^pnpm-lock|\/generated\//.test(file));

/** A path that climbs, up to the first part that is no plain name. */
const climbing = /(?<![\w.\]/-])((?:\.\.\/)+[\w@.-]*(?:\/[\w@.-]+)*)/g;
/** A place of one machine: a home, a workspace, a mount. */
const absolute = /(?<![\w.:/~}-])(\/(?:work|workspace|home|Users|root|mnt|opt|srv)\/[\w.-]+)/g;

/** Where a path may be meant from, beside its own folder: texts about packages and guides name paths as those have them. */
const places = [".", "docs", "packages/core", "packages/core/dist"];

/** Paths that climb and are meant so, without their dots. */
const meant: Readonly<Record<string, readonly string[]>> = {
  // The reader's own folder, which the README creates beside the clone.
  "README.md": ["my-calls", "telnyx-kit/packed"],
  // Data of tests.
  "packages/core/src/url.test.ts": ["calls"],
  "scripts/release/drop-unreached.test.ts": ["a.js"],
  "scripts/structure/import-graph.test.ts": ["a.js"],
};

/** Paths in a file that lead out of the repository, or to nothing in it. */
function pathsOut(file: string, content: string): string[] {
  const isInside = (path: string): boolean =>
    [dirname(file), ...places].some((folder) => {
      const target = join(folder, path).replace(/\/$/, "");
      if (target.startsWith("..")) return false;
      const candidates = [target, target.replace(/\.js$/, ".ts"), `${target}.ts`];
      return (
        /(?:^|\/)(?:dist|\.turbo)(?:\/|$)/.test(target) ||
        candidates.some((one) => existsSync(join(repositoryRoot, one)))
      );
    });
  return content
    .split("\n")
    .flatMap((line, index) =>
      [
        ...[...line.matchAll(climbing)].map(([, path = ""]) => path).filter((path) => !isInside(path)),
        ...[...line.matchAll(absolute)].map(([, path = ""]) => path),
      ]
        .filter((path) => !meant[file]?.includes(path.replace(/^(?:\.\.\/)+/, "")))
        .map((path) => `${file}:${index + 1}: ${path}`),
    );
}

const up = [".", "./"].join("");

describe("the repository", () => {
  it("names no file outside itself, in sources, tests and documents", () => {
    expect(files.length).toBeGreaterThan(500);
    const found = files.flatMap((file) => pathsOut(file, readFileSync(join(repositoryRoot, file), "utf8")));
    expect(found).toEqual([]);
  });

  it.each([
    ["a test", "packages/core/src/a.test.ts", `${up.repeat(1)}facts/a.json`],
    ["a deep test", "packages/webhooks/src/__tests__/a.ts", `${up.repeat(5)}facts/`],
    ["a script", "scripts/a.ts", `${up.repeat(1)}facts`],
    ["a document", "docs/a.md", `${up.repeat(1)}facts/README.md`],
    ["a workflow", ".github/workflows/a.yml", `/${"home"}/somebody/facts.json`],
  ])("would notice %s that reads beside it", (_, file, path) => {
    expect(pathsOut(file, `\nread("${path}")`)).toEqual([expect.stringContaining(`${file}:2: `)]);
  });
});
