import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { runCommand } from "../../scripts/cli/problem.js";
import { readArguments } from "../../scripts/cli/read-arguments.js";
import { loadEffective } from "../../scripts/openapi/effective.js";
import { readPages } from "../../scripts/readers/pages.js";
import { readReference } from "../../scripts/readers/skills-model.js";
import { renderHome } from "./home.js";
import { navigation } from "./navigation.js";
import { plainPages, siteIndex } from "./plain-pages.js";
import { renderRecipes } from "./recipes.js";
import { renderGuides } from "./render-guides.js";
import { renderReference } from "./render-site.js";

// One command: the pages are rendered from the effective documents and the guides, then built into static files.
const here = fileURLToPath(new URL(".", import.meta.url));
const started = performance.now();

await runCommand(async () => {
  readArguments({ usage: "pnpm site" });
  const reference = readReference(await loadEffective(fileURLToPath(new URL("../..", import.meta.url))));
  const guides = renderGuides(await readPages());
  const recipes = await renderRecipes();
  const pages = new Map([["index", renderHome(reference)], ...guides, ...recipes.pages, ...renderReference(reference)]);

  await rm(join(here, "dist"), { recursive: true, force: true });
  for (const [path, text] of pages) await put(`pages/${path}.md`, completeLinks(text));
  for (const [path, text] of plainPages(reference, pages)) await put(`pages/public/${path}.md`, text);
  await put("pages/public/llms.txt", siteIndex(pages, process.env.SITE_BASE ?? "/"));
  for (const [name, ladder] of recipes.ladders) await put(`pages/public/recipes/${name}.svg`, ladder);
  await put("navigation.json", JSON.stringify(navigation(reference, new Map([...guides, ...recipes.pages]))));
  await build(here);

  console.log(
    `${pages.size} pages in ${((performance.now() - started) / 1000).toFixed(1)} s: docs/site/dist/html. To look at them: pnpm dlx serve docs/site/dist/html, or any static server.`,
  );
  return 0;
});

/** VitePress gives the links of Markdown their base and their ending; those in HTML get them here. */
function completeLinks(text: string): string {
  return text.replace(/href="\/([^"#]*)/g, (_link, path: string) => {
    const isPage = path !== "" && !path.endsWith("/");
    return `href="${process.env.SITE_BASE ?? "/"}${path}${isPage ? ".html" : ""}`;
  });
}

async function put(file: string, text: string): Promise<void> {
  const path = join(here, "dist", file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
