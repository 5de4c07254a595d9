import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorsOf, projectLinks, resolveLink } from "./links.js";
import { type MarkdownPage, readPages, repositoryRoot } from "./pages.js";

/** The links of a page that lead nowhere. */
function deadLinks({ file, text }: MarkdownPage): string[] {
  return projectLinks(text).flatMap(({ line, target }) => {
    const { path, anchor } = resolveLink(file, target);
    const place = `${file}:${line}: ${target}`;
    const full = join(repositoryRoot, path);
    if (!existsSync(full)) return [`${place} leads to no file`];
    if (!anchor) return [];
    const page = path.endsWith(".md") ? full : join(full, "README.md");
    if (!existsSync(page)) return [`${place} has an anchor, and its target is no page`];
    return anchorsOf({ text: readFileSync(page, "utf8") }).has(anchor) ? [] : [`${place} leads to no heading`];
  });
}

describe("the links inside the project", async () => {
  const index = { file: "llms.txt", text: readFileSync(join(repositoryRoot, "llms.txt"), "utf8") };
  const pages = [...(await readPages()), index];

  it("lead to files and headings that exist", () => {
    expect(pages.flatMap(({ text }) => projectLinks(text)).length).toBeGreaterThan(50);
    expect(pages.flatMap(deadLinks)).toEqual([]);
  });

  it("are found in every form, but not in code", () => {
    const text =
      '[a](b.md)\n`[c](d.md)`\n```md\n[e](f.md)\n```\n[g]: h.md\n<img src="i.png">\n[j](https://example.com)\n[k](https://github.com/telnyx-kit/telnyx-kit/tree/main/packages/core#l)';
    expect(projectLinks(text)).toEqual([
      { line: 1, target: "b.md" },
      { line: 6, target: "h.md" },
      { line: 7, target: "i.png" },
      { line: 9, target: "https://github.com/telnyx-kit/telnyx-kit/tree/main/packages/core#l" },
    ]);
  });

  it("are followed from where they stand", () => {
    expect(resolveLink("docs/a.md", "../packages/core/README.md#errors")).toEqual({
      path: "packages/core/README.md",
      anchor: "errors",
    });
    expect(resolveLink("docs/a.md", "#b")).toEqual({ path: "docs/a.md", anchor: "b" });
    expect(resolveLink("docs/a.md", "https://github.com/telnyx-kit/telnyx-kit/tree/main/packages/core#errors")).toEqual(
      { path: "packages/core", anchor: "errors" },
    );
  });

  it("name a missing file, and a missing heading", () => {
    expect(
      deadLinks({ file: "README.md", text: "[a](nowhere.md)\n[b](docs/errors.md#nowhere)\n[c](docs/errors.md#codes)" }),
    ).toEqual(["README.md:1: nowhere.md leads to no file", "README.md:2: docs/errors.md#nowhere leads to no heading"]);
  });
});
