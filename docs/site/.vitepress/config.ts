import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const navigation = fileURLToPath(new URL("../dist/navigation.json", import.meta.url));

export default defineConfig({
  srcDir: "dist/pages",
  outDir: "dist/html",
  cacheDir: "dist/cache",
  base: process.env.SITE_BASE ?? "/",
  lang: "en",
  title: "telnyx-kit",
  description: "Telnyx Voice in TypeScript: typed commands that act once, verified webhooks, an emulator.",
  cleanUrls: false,
  metaChunk: true,
  themeConfig: {
    nav: [
      { text: "Guides", link: "/guides/getting-started", activeMatch: "^/(guides|packages)/" },
      { text: "Reference", link: "/reference/", activeMatch: "^/reference/" },
      { text: "Events", link: "/events/", activeMatch: "^/events/" },
      { text: "Errors", link: "/errors" },
    ],
    sidebar: existsSync(navigation) ? JSON.parse(readFileSync(navigation, "utf8")) : {},
    outline: { level: [2, 3] },
    // MiniSearch, in the page: no service is asked.
    search: { provider: "local", options: { detailedView: false } },
    socialLinks: [{ icon: "github", link: "https://github.com/telnyx-kit/telnyx-kit" }],
    docFooter: { prev: false, next: false },
  },
});
