import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { circlesOf, longestChain, readGraph } from "./import-graph.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "telnyx-kit-graph-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>) {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return readGraph(folder);
}

it("finds a circle that only types close", async () => {
  const graph = await write({
    "index.ts": 'export { a } from "./a.js";',
    "a.ts": 'import { b } from "./deep/b.js";\nexport const a = b;',
    "deep/b.ts": 'export const b = 1;\nexport type A = typeof import("../a.js");',
    "own.ts": 'import type { Own } from "./own.js";\nexport interface Own { next: Own }',
  });
  expect(circlesOf(graph)).toEqual([["a.ts", "deep/b.ts"], ["own.ts"]]);
});

it("finds no circle where two files share a third", async () => {
  const graph = await write({
    "index.ts": 'export * from "./a.js";\nexport * from "./b.js";',
    "a.ts": 'export type { C } from "./c.js";',
    "b.ts": 'import type { C } from "./c.js";\nexport type B = C;',
    "c.ts": "export type C = string;\n",
    "c.test.ts": 'import "./index.js";',
  });
  expect(circlesOf(graph)).toEqual([]);
  expect(longestChain(graph)).toEqual(["index.ts", "a.ts", "c.ts"]);
  expect(graph.get("c.ts")).toEqual({ lines: 1, files: [], packages: [], dynamic: [] });
});

it("tells imports that run from types, strings and comments", async () => {
  const graph = await write({
    "a.ts": [
      'import "@telnyx-kit/core/errors";',
      '// await import("./gone.js")',
      'export const text = `import("./gone.js")`;',
      'export const late = () => import("ws");',
      "export const later = (name: string) => import(name);",
      'export type Path = typeof import("node:path");',
    ].join("\n"),
  });
  expect(graph.get("a.ts")?.dynamic).toEqual(["ws", "an expression"]);
  expect(graph.get("a.ts")?.packages).toEqual(["@telnyx-kit/core/errors", "ws", "an expression", "node:path"]);
});

it("names an import of a file that is not there", async () => {
  await expect(write({ "a.ts": 'import "./gone.js";' })).rejects.toThrow(
    "a.ts imports ./gone.js, and gone.ts does not exist.",
  );
});
