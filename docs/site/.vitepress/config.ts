import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { searchOptions, splitSections } from "../search.js";

const navigation = fileURLToPath(new URL("../dist/navigation.json", import.meta.url));

/** A heading of a table that says nothing is none: a screen reader would announce it. */
function dropEmptyHeadings({ tokens }: { tokens: { type: string; tag: string; content: string }[] }): void {
  for (const [index, token] of tokens.entries()) {
    const [inner, end] = [tokens[index + 1], tokens[index + 2]];
    if (token.type === "th_open" && inner?.content === "" && end) token.tag = end.tag = "td";
  }
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#00755a"/><path d="M8 5h3l1 4-2 1.5a10 10 0 0 0 4 4L15.5 12.5l4 1v3a2 2 0 0 1-2 2 13 13 0 0 1 6 7 2 2 0 0 1 8 5z" fill="#fff"/></svg>';

export default defineConfig({
  srcDir: "dist/pages",
  // The same pages as plain Markdown, which are copied as they are.
  srcExclude: ["public/**"],
  transformHead: ({ page }) => [
    ["link", { rel: "alternate", type: "text/markdown", href: `${process.env.SITE_BASE ?? "/"}${page}` }],
  ],
  outDir: "dist/html",
  cacheDir: "dist/cache",
  base: process.env.SITE_BASE ?? "/",
  lang: "en",
  title: "telnyx-kit",
  description: "Telnyx Voice in TypeScript: typed commands that act once, verified webhooks, an emulator.",
  metaChunk: true,
  // A handset, drawn here so that no file has to be found.
  head: [["link", { rel: "icon", href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  // The usual themes fall short of the contrast that small text needs.
  markdown: {
    config: (md) => void md.core.ruler.push("empty-headings", dropEmptyHeadings),
    languageAlias: { cjs: "js" },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  themeConfig: {
    nav: [
      { text: "Guides", link: "/guides/getting-started", activeMatch: "^/(guides|packages)/" },
      { text: "Recipes", link: "/recipes/", activeMatch: "^/recipes/" },
      { text: "Reference", link: "/reference/", activeMatch: "^/reference/" },
      { text: "Events", link: "/events/", activeMatch: "^/events/" },
      { text: "Errors", link: "/errors" },
    ],
    sidebar: existsSync(navigation) ? JSON.parse(readFileSync(navigation, "utf8")) : {},
    outline: { level: [2, 3] },
    // MiniSearch, in the page: no service is asked.
    search: {
      provider: "local",
      options: {
        detailedView: false,
        miniSearch: { searchOptions, _splitIntoSections: (file, html) => splitSections(file, html) },
      },
    },
    socialLinks: [{ icon: "github", link: "https://github.com/telnyx-kit/telnyx-kit" }],
    docFooter: { prev: false, next: false },
  },
});
