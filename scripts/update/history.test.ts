import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../openapi/__tests__/temporary-root.js";
import { loadDomains } from "../openapi/domains.js";
import { surfaceOf } from "../openapi/surface.js";
import { accidentsIn } from "./accident.js";
import { levelOf, withoutTexts } from "./changes.js";
import { diffSurfaces } from "./compare-surfaces.js";

const history = fileURLToPath(new URL("./__fixtures__/history", import.meta.url));

/** The recorded expectations' name of a kind, in our words. */
const ourKind = (kind: string): string => {
  const names: Record<string, string> = {
    "op-added": "operation-added",
    "op-removed": "operation-removed",
    "optional-to-required": "field-newly-required",
    "enum-grown": "enum-values-added",
    "enum-shrunk": "enum-values-removed",
    "range-changed": "bounds-changed",
  };
  const [, direction, rest] = /^(in|out)-(.*)$/.exec(kind) ?? [];
  if (!direction || !rest) return names[kind] ?? kind;
  return `${direction === "in" ? "request" : "response"}-${names[rest] ?? rest}`;
};

describe("real changes of upstream", async () => {
  const domains = await loadDomains(repositoryRoot);
  it.each(readdirSync(history))("%s has the expected level, packages and kinds", (name) => {
    const read = (file: string) => JSON.parse(readFileSync(join(history, name, file), "utf8"));
    const expected: {
      level: string;
      hold: boolean;
      packages: Record<string, string>;
      changes: { kind: string; severity: string; pkg: string }[];
    } = read("expected.json");
    const [before, after] = [surfaceOf(read("before.json"), domains), surfaceOf(read("after.json"), domains)];
    const found = withoutTexts(diffSurfaces(before, after));
    expect(levelOf(found)).toBe(expected.level);
    expect(
      Object.fromEntries(
        [...new Set(found.map((change) => change.package))].map((owner) => [
          owner,
          levelOf(found.filter((change) => change.package === owner)),
        ]),
      ),
    ).toEqual(expected.packages);
    const kinds = found
      .map(
        ({ kind, level, package: owner }) =>
          `${owner} ${level} ${kind.replace(/^event-(?=field|type|enum|format)/, "response-").replace(/type-(narrowed|widened)/, "type-changed")}`,
      )
      .sort();
    expect(kinds).toEqual(
      expected.changes.map(({ kind, severity, pkg }) => `${pkg} ${severity} ${ourKind(kind)}`).sort(),
    );
    expect(accidentsIn(before, after, found).length > 0).toBe(expected.hold);
  });
});
