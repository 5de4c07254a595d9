import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dropUnreached } from "./drop-unreached.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "telnyx-kit-unreached-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

const manifest = JSON.stringify({
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" },
  bin: { tool: "./dist/cli.js" },
});

describe("what a package publishes", () => {
  it("is what its exports and commands reach, by import, by export and on demand", async () => {
    await write({
      "package.json": manifest,
      "dist/index.js": 'export { a } from "./a.js";\nimport "./side.js";\nconst b = await import("./deep/b.js");',
      "dist/index.d.ts": 'export type { A } from "./types.js";\nexport declare const b: typeof import("./deep/b.js");',
      "dist/cli.js": 'import { c } from "./c.js";\nimport "node:fs";\nimport "some-package";',
      "dist/a.js": "export const a = 1;",
      "dist/a.js.map": "{}",
      "dist/side.js": "",
      "dist/deep/b.js": 'import { a } from "../a.js";',
      "dist/deep/b.d.ts": "export {};",
      "dist/c.js": "export const c = 1;",
      "dist/types.d.ts": "export interface A {}",
      // Nobody reaches these.
      "dist/a.d.ts": "export declare const a = 1;",
      "dist/a.d.ts.map": "{}",
      "dist/types.js": "export {};",
      "dist/c.d.ts": "export declare const c = 1;",
      "dist/old.js": 'import "./a.js";',
      "dist/page.html": "<p>",
    });
    expect(await dropUnreached(folder)).toEqual([
      "dist/a.d.ts",
      "dist/a.d.ts.map",
      "dist/c.d.ts",
      "dist/old.js",
      "dist/types.js",
    ]);
    const left = (await readdir(join(folder, "dist"), { recursive: true })).filter((file) => /\./.test(file)).sort();
    expect(left).toEqual([
      "a.js",
      "a.js.map",
      "c.js",
      "cli.js",
      "deep/b.d.ts",
      "deep/b.js",
      "index.d.ts",
      "index.js",
      "page.html",
      "side.js",
      "types.d.ts",
    ]);
    expect(await dropUnreached(folder), "the second time").toEqual([]);
  });

  it("holds generated files without a map, because they read as their sources do", async () => {
    await write({
      "package.json": JSON.stringify({ exports: { ".": "./dist/index.js" } }),
      "dist/index.js": 'import "./generated/table.js";\n//# sourceMappingURL=index.js.map',
      "dist/index.js.map": "{}",
      "dist/generated/table.js": "export const table = 1;\n//# sourceMappingURL=table.js.map",
      "dist/generated/table.js.map": "{}",
    });
    expect(await dropUnreached(folder)).toEqual(["dist/generated/table.js.map"]);
    expect(await readFile(join(folder, "dist/index.js"), "utf8")).toContain("sourceMappingURL=index.js.map");
    expect(await readFile(join(folder, "dist/generated/table.js"), "utf8")).toBe("export const table = 1;\n");
  });

  it("is refused where an import leads nowhere, and nothing is removed", async () => {
    await write({
      "package.json": manifest,
      "dist/index.js": 'export { a } from "./a.js";',
      "dist/index.d.ts": "export {};",
      "dist/cli.js": "",
      "dist/old.js": "",
    });
    await expect(dropUnreached(folder)).rejects.toThrow(/dist\/a\.js: .* is not there\s+Build the package/);
    expect(await readdir(join(folder, "dist"))).toContain("old.js");
  });
});
