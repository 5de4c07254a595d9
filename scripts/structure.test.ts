import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { circlesOf, longestChain, readGraph } from "./import-graph.js";

const packagesFolder = fileURLToPath(new URL("../packages/", import.meta.url));
const graphs = new Map(
  readdirSync(packagesFolder)
    .sort()
    .map((name) => [name, readGraph(`${packagesFolder}${name}/src`)]),
);

/** What breaks a rule today. A line that no longer breaks it fails the test, so this list can only shrink. */
const knownToBeMended: readonly string[] = [
  "core: files that import each other",
  "core: a chain of more than 9 files",
  "core: an import() in load-deferred.ts",
];

/** Packages that each may import. Domain packages may import core. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  webhooks: ["core"],
  calls: ["core", "webhooks"],
  emulator: ["core", "webhooks"],
};

/** Asserts what breaks a rule. Broken rules that are known are left out, and known ones that hold are named. */
function expectNone(rule: string, found: Readonly<Record<string, string>>): void {
  const known = knownToBeMended.filter((line) => line.includes(rule));
  const fresh = Object.entries(found).flatMap(([line, detail]) => (known.includes(line) ? [] : [`${line}: ${detail}`]));
  const mended = known.filter((line) => !(line in found)).map((line) => `remove from knownToBeMended: ${line}`);
  expect([...fresh, ...mended]).toEqual([]);
}

test("no files of a package import each other, not even types", () => {
  const found: Record<string, string> = {};
  for (const [name, graph] of graphs)
    if (circlesOf(graph).length > 0)
      found[`${name}: files that import each other`] = circlesOf(graph)
        .map((circle) => circle.join(", "))
        .join("; ");
  expectNone("files that import each other", found);
});

test("no chain of imports in core is longer than 9 files", () => {
  const chain = longestChain(graphs.get("core") ?? new Map());
  const isLong = chain.length > 9;
  expect(chain.length).toBeGreaterThan(1);
  expectNone("a chain of more than", isLong ? { "core: a chain of more than 9 files": chain.join(" → ") } : {});
});

test("a command and a delivery load nothing late", () => {
  const found: Record<string, string> = {};
  for (const name of ["core", "webhooks"])
    for (const [file, { dynamic }] of graphs.get(name) ?? [])
      if (dynamic.length > 0) found[`${name}: an import() in ${file}`] = dynamic.join(", ");
  expectNone("an import() in", found);
});

test("packages import one way: domains import core, and nothing imports the emulator", () => {
  const found: Record<string, string> = {};
  for (const [name, graph] of graphs)
    for (const [file, { packages }] of graph) {
      const allowed = [name, ...(mayImport[name] ?? ["core"])].map((each) => `@telnyx-kit/${each}`);
      const foreign = packages.filter((from) => from.startsWith("@telnyx-kit/"));
      const wrong = foreign.filter((from) => !allowed.includes(from.split("/").slice(0, 2).join("/")));
      if (wrong.length > 0) found[`${name}: an import of another package in ${file}`] = wrong.join(", ");
    }
  expectNone("an import of another package", found);
});

test("no hand-written source file has more than 200 lines", () => {
  const found: Record<string, string> = {};
  for (const [name, graph] of graphs)
    for (const [file, { lines }] of graph)
      if (lines > 200 && !file.startsWith("generated/")) found[`${name}: too many lines in ${file}`] = `${lines}`;
  expectNone("too many lines in", found);
});
