import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { behaviours } from "./__tests__/behaviour-rows.js";

const notes = new URL("../../../../shared/reference/behaviour.md", import.meta.url);
const source = new URL("./", import.meta.url);

/** The titles of all tests of the package, as they stand in its files. */
function titlesOfTests(): ReadonlySet<string> {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
  const texts = files.map((name) => readFileSync(new URL(name, source), "utf8"));
  const titles = texts.flatMap((text) => [...text.matchAll(/(?:\btest|\))\(\s*(["`])((?:(?!\1).)+)\1/g)]);
  return new Set(titles.map(([, , title = ""]) => title));
}

/** The README's list of what it does not do, on one line and without the marks of code. */
function notEmulated(): string {
  const readme = readFileSync(new URL("../README.md", source), "utf8");
  const [, list = ""] = /## What it does not do\n(.*?)\n## /s.exec(readme) ?? [];
  return list.replaceAll("`", "").replace(/\s+/g, " ");
}

/** Every table row, list item and paragraph of the notes, as `section#number:start of its SHA-256`. */
function rowsOfNotes(): readonly string[] {
  const rows: string[] = [];
  const lines = readFileSync(notes, "utf8").split("\n");
  const isRule = (line = "") => /^\|[-| ]+\|$/.test(line);
  let [section, count] = ["", 0];
  for (const [at, line] of lines.entries()) {
    const heading = /^#{2,3} (\d+(?:\.\d+)?)/.exec(line);
    if (heading) [section, count] = [heading[1] ?? "", 0];
    const isHead = line.startsWith("|") && isRule(lines[at + 1]);
    if (section === "" || line.trim() === "" || /^(#|```|\{|---)/.test(line) || isHead || isRule(line)) continue;
    count += 1;
    rows.push(`${section}#${count}:${createHash("sha256").update(line).digest("hex").slice(0, 4)}`);
  }
  return rows;
}

describe("every behaviour that we know of", () => {
  test("is shown by tests that exist, or named in the README as not emulated", () => {
    const [titles, list] = [titlesOfTests(), notEmulated()];
    for (const { behaviour, tests, notEmulated: words, nothingToEmulate } of behaviours) {
      const missing = [
        ...tests.filter((title) => !titles.has(title)).map((title) => `no test has the title: ${title}`),
        ...words.filter((text) => !list.includes(text)).map((text) => `the README does not say: ${text}`),
      ];
      expect([behaviour, ...missing]).toEqual([behaviour]);
      const shown = tests.length + words.length;
      expect([behaviour, shown > 0 !== nothingToEmulate.length > 0]).toEqual([behaviour, true]);
    }
  });

  test("comes from rows that no other behaviour claims", () => {
    const claimed = behaviours.flatMap(({ rows }) => rows);
    expect(claimed.filter((row, at) => claimed.indexOf(row) !== at)).toEqual([]);
    for (const row of claimed) expect(row).toMatch(/^\d+(\.\d+)?#\d+:[0-9a-f]{4}$/);
  });

  if (existsSync(notes)) {
    test("covers each row of the notes as it stands there", () => {
      const [rows, claimed] = [rowsOfNotes(), behaviours.flatMap((behaviour) => behaviour.rows)];
      expect(rows.length).toBeGreaterThan(350);
      expect([...claimed].sort()).toEqual([...rows].sort());
      const count = (mapped: typeof behaviours) => mapped.reduce((sum, behaviour) => sum + behaviour.rows.length, 0);
      const byTests = behaviours.filter(({ tests }) => tests.length > 0);
      const byReadme = behaviours.filter(({ tests, notEmulated: words }) => tests.length === 0 && words.length > 0);
      console.log(
        `${rows.length} rows: ${count(byTests)} shown by tests, ${count(byReadme)} named as not emulated, ${rows.length - count(byTests) - count(byReadme)} nothing to emulate.`,
      );
    });
  } else {
    const command = "vitest run packages/emulator/src/behaviour.test.ts";
    test("rows of the notes not run: ../shared/reference/behaviour.md is absent", () =>
      console.log(`not run: put ../shared/reference/behaviour.md there and run \`${command}\``));
  }
});
