import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../readers/pages.js";
import { findHabits, habits } from "./habits.js";
import { proseOf } from "./prose.js";
import { readTerms } from "./terms.js";

const terms = readTerms(readFileSync(join(repositoryRoot, "docs/terms.md"), "utf8"));
const known = [...habits, ...terms];
/** Upstream's words, data of tests, files that a program writes, and the planted sentences below. */
const isElsewhere =
  /^(?:pnpm-lock\.yaml|spec\/fragments\/|bench\/results\/|scripts\/structure\/habits(?:\.test)?\.ts)|\/(?:generated|__fixtures__|vectors)\//;

const files = execFileSync("git", ["ls-files"], { cwd: repositoryRoot, encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.(?:[cm]?[jt]s|md|ya?ml)$/.test(file) && !isElsewhere.test(file));

describe("every text for people", () => {
  it("is short, active and about its subject", () => {
    expect(files.length).toBeGreaterThan(900);
    const findings = files.flatMap((file) =>
      findHabits(file, readFileSync(join(repositoryRoot, file), "utf8"), known).map(
        ({ line, words, say }) => `${file}:${line}: "${words}". Write: ${say}`,
      ),
    );
    expect(findings).toEqual([]);
  });

  it("keeps its place when everything else is blanked", () => {
    const lines = (text: string) => text.split("\n").map((line) => line.length);
    const moved = files.filter((file) => {
      const content = readFileSync(join(repositoryRoot, file), "utf8");
      return String(lines(proseOf(file, content))) !== String(lines(content));
    });
    expect(moved).toEqual([]);
  });
});

describe("the check finds", () => {
  it.each([
    ["a comment that begins with a question word", "a.ts", "/** What the server says. */", 1],
    ["the same in a later comment", "a.ts", "const a = 1;\n// Whatever comes first.\n", 2],
    ["the same in YAML", "a.yaml", "# What is new.\nid: 1\n", 1],
    ["a clause as subject", "a.md", "Fine.\nWhat has no id is never retried.\n", 2],
    ["the same behind a sentence", "a.md", "It works. Who hangs up is not called again.", 1],
    ["the same in a string", "a.ts", 'fail("What cannot be sent is refused.");', 1],
    ["a passive telling", "a.md", "The outcome\nis told in an event.", 2],
    ["an event that tells of something", "a.ts", 'test("tells of the end", run);', 1],
    ["a text that stands somewhere", "a.md", "It stands in the table.", 1],
    ["the same over two lines of a comment", "a.ts", "/**\n * The bounds stand\n * in the table.\n */", 2],
    ["the same over two comments", "a.mjs", "// The bounds stand\n// in the table.\n", 1],
    ["the same in a template", "a.ts", `const text = \`The bound of \${name} stands in \${file}\`;`, 1],
    ["the same in a sample's comment", "a.md", "```ts\nrun(); // stands in a queue\n```\n", 2],
    ["a wrong preposition", "a.md", "It belongs into the body.", 1],
    ["an outcome that comes of something", "a.md", "See what came of it.", 1],
    ["a possessive of yours", "a.md", "Give an id of yours.", 1],
    ["an unnamed person", "a.md", "Ask whoever is free.", 1],
    ["an absent value", "a.yaml", "description: Absent where nobody called.", 1],
    ["a pronoun without its noun", "a.ts", 'it("refuses a level that is none", run);', 1],
    ["the same with a condition", "a.md", "Null if there is none.", 1],
    ["a distribution without per", "a.md", "One line an entry.", 1],
    ["the same with a rate", "a.md", "At most one file a second.", 1],
    ["a person who is content", "a.md", "Telnyx is content then.", 1],
    ["a barrier that stands against something", "a.md", "Three things stand against it.", 1],
  ])("%s", (_, file, content, line) => {
    const [first, ...more] = findHabits(file, content);
    expect(first).toMatchObject({ file, line, say: expect.stringMatching(/\w/) });
    expect(more).toEqual([]);
  });

  it.each(terms.map(({ term, instead }) => [instead, term]))("%s, which is called %s", (instead, term) => {
    const [first] = findHabits("a.md", `It has ${instead.replace("NNN", "503")} here.`, terms);
    expect(first).toMatchObject({ line: 1, say: `"${term}" (docs/terms.md)` });
  });

  it.each(habits.map(({ say }) => say))("nothing in its own advice: %s", (say) => {
    expect(findHabits("a.txt", say.replace(/, not .*/, ""))).toEqual([]);
  });
});

describe("the check leaves alone", () => {
  it.each([
    ["a question", "a.md", "What happens if nobody answers? Who is called next?"],
    ["a question in a comment", "a.ts", "// What does the server see?\nrun();"],
    ["a heading", "a.md", "# What you can build\n\n| Method | What it does |\n|---|---|\n"],
    ["code in a document", "a.md", "Run `one line an entry`, then ``what stands in it``.\n"],
    ["names in a program", "a.ts", "const whoever = stands in table; // fine\n"],
    ["a regular expression", "a.ts", "const habit = /stands in|whoever/;\nconst half = total / 2; // fine\n"],
    ["code of a sample", "a.md", `\`\`\`ts\nwhoever.isTold(\`\${a}\`);\n\`\`\`\n`],
    ["words that meet across code", "a.ts", 'const a = ["stands", "in"];'],
    ["words of two paragraphs", "a.md", "The line stands\n\nin the table"],
    ["somebody who is told to act", "a.md", "The clerk was told to wait."],
    ["a symbol", "a.md", "`x` stands for a digit, and the emulator stands in for Telnyx."],
    ["a rate in plain words", "a.md", "It runs once a day, at most 30 times a second."],
  ])("%s", (_, file, content) => {
    expect(findHabits(file, content)).toEqual([]);
  });
});
