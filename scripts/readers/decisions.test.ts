import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryRoot } from "./pages.js";

const folder = join(repositoryRoot, "docs/decisions");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const titleOf = (text: string): string => /^# (.+)\n/.exec(text)?.[1] ?? "";
const pages = readdirSync(folder).filter((name) => name !== "README.md");

describe("docs/decisions", () => {
  test("the index names each page once, by its title, and no other", () => {
    const links = [...read("README.md").matchAll(/^- \[(.+)\]\((.+)\)$/gm)].map(
      ([, title, name]) => `${name}: ${title}`,
    );
    expect(links.sort()).toEqual(pages.map((name) => `${name}: ${titleOf(read(name))}`).sort());
  });

  test.each(pages)("%s has 60 to 200 words", (name) => {
    const words = read(name).split(/\s+/).filter(Boolean).length;
    expect(words).toBeGreaterThanOrEqual(60);
    expect(words).toBeLessThanOrEqual(200);
  });
});
