import MiniSearch from "minisearch";
import { createMarkdownRenderer } from "vitepress";
import type { SitePages } from "./page-parts.js";
import { searchOptions, splitSections } from "./search.js";

/** The index that VitePress makes of the pages, without a build: tests ask it what a reader would find. */
export async function makeSearchIndex(pages: SitePages): Promise<MiniSearch> {
  const markdown = await createMarkdownRenderer("", { highlight: (code) => code });
  const index = new MiniSearch({
    fields: ["title", "titles", "text"],
    storeFields: ["title", "titles"],
    searchOptions,
  });
  for (const [path, text] of pages) {
    const file = `${path}.md`;
    const html = markdown.render(text, { path: file, relativePath: file, cleanUrls: false });
    for (const { anchor, titles, text: words } of splitSections(file, html))
      index.add({ id: `/${path}#${anchor}`, title: titles.at(-1), titles: titles.slice(0, -1), text: words });
  }
  return index;
}
