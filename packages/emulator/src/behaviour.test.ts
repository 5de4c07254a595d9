import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { shownBy } from "./__tests__/behaviour-rows.js";

const source = new URL("./", import.meta.url);

/** The titles of all tests of the package, as in its files. */
function titlesOfTests(): ReadonlySet<string> {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
  const texts = files.map((name) => readFileSync(new URL(name, source), "utf8"));
  const titles = texts.flatMap((text) => [...text.matchAll(/(?:\btest|\))\(\s*(["`])((?:(?!\1).)+)\1/g)]);
  return new Set(titles.map(([, , title = ""]) => title));
}

/** The rows of the README's table of behaviours: behaviour, source, how sure. Rows in bold are headings. */
function rowsOfReadme(): readonly (readonly string[])[] {
  const readme = readFileSync(new URL("../README.md", source), "utf8");
  const [, table = ""] = /## Behaviour and sources\n(.*?)\n## /s.exec(readme) ?? [];
  const rows = table.split("\n").filter((line) => /^\| (?!behaviour |\*\*)/.test(line));
  return rows.map((row) => row.slice(2, -2).replaceAll("`", "").split(" | "));
}

describe("every behaviour in the README's table", () => {
  const rows = rowsOfReadme();

  test("has its line in behaviour-rows.ts, and no line is left over", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect([...shownBy.keys()].sort()).toEqual(rows.map(([behaviour]) => behaviour).sort());
  });

  test("is shown by tests that exist", () => {
    const titles = titlesOfTests();
    const missing = [...shownBy].flatMap(([behaviour, shown]) =>
      shown.filter((title) => !titles.has(title)).map((title) => `${behaviour}: no test has the title ${title}`),
    );
    expect(missing).toEqual([]);
  });

  test("says where it is known from, and how sure it is", () => {
    for (const [behaviour, from, certainty] of rows) {
      expect([behaviour, from]).toEqual([behaviour, expect.stringMatching(/\S/)]);
      expect([behaviour, certainty]).toEqual([behaviour, expect.stringMatching(/^(documented|observed|assumed)$/)]);
    }
  });
});
