import type { MarkdownPage } from "../../scripts/readers/pages.js";
import type { SitePages } from "./page-parts.js";

const repository = "https://github.com/telnyx-kit/telnyx-kit";
const guide = /^docs\/([\w-]+)\.md$/;
const example = /^examples(?:\/([\w-]+))?\/?$/;
const readme = /^packages\/([\w-]+)\/README\.md$/;

/** The order in which guides are read; what is not named comes after. */
const order = [
  "getting-started",
  "webhooks",
  "retries",
  "errors",
  "testing",
  "endings",
  "client-state",
  "pagination",
  "media-files",
  "migration",
];

/** The guides and the packages' pages, with their links turned to where things are on the site. */
export function renderGuides(pages: readonly MarkdownPage[]): SitePages {
  const site: SitePages = new Map();
  for (const { file, text } of pages) {
    const path = sitePath(file);
    if (path) site.set(path, relink(file, path.startsWith("packages/") ? startQuickly(text) : text));
  }
  return site;
}

/** Sections of a package that a reader needs last. */
const limits = /^(What it does not|Limits)/;

/** A package's page opens with what it takes to use it, and closes with its limits. */
function startQuickly(text: string): string {
  const [intro = "", ...sections] = text.split(/^(?=## )/m);
  const titleOf = (section: string): string => section.slice(3, section.indexOf("\n"));
  const rank = (section: string): number => {
    const title = titleOf(section);
    return title === "Install" ? 0 : title === "Quick start" ? 1 : title === "License" ? 4 : limits.test(title) ? 3 : 2;
  };
  return [intro, ...sections.map((section) => `${section.trimEnd()}\n\n`).sort((a, b) => rank(a) - rank(b))]
    .join("")
    .replace("Read this first. ", "")
    .trimEnd()
    .concat("\n");
}

/** Where a file of the project is on the site. */
export function sitePath(file: string): string | undefined {
  const [, name] = guide.exec(file) ?? [];
  if (name) return `guides/${name}`;
  const recipe = example.exec(file);
  if (recipe) return `recipes/${recipe[1] ?? ""}`;
  const [, domain] = readme.exec(file) ?? [];
  return domain && `packages/${domain}`;
}

export const guideOrder = (path: string): number => {
  const index = order.indexOf(path.replace("guides/", ""));
  return index < 0 ? order.length : index;
};

/** Links to a file that is a page lead to that page, all others into the repository. */
function relink(file: string, text: string): string {
  return text
    .replace(/<!-- \/?generated\S* -->\n?/g, "")
    .replace(/\]\((?!#|[a-z]+:)([^)\s#]*)(#[^)\s]*)?\)/g, (_whole, target: string, anchor = "") => {
      const path = decodeURIComponent(new URL(target, `https://root.invalid/${file}`).pathname.slice(1));
      const inside = sitePath(path);
      return `](${inside ? `/${inside}` : `${repository}/blob/main/${path}`}${anchor})`;
    })
    .replace(
      new RegExp(`\\]\\(${repository}/tree/main/(packages|examples)/([\\w-]+)/?(#[^)]*)?\\)`, "g"),
      (_whole, folder: string, name: string, anchor = "") =>
        `](/${folder === "examples" ? "recipes" : folder}/${name}${anchor})`,
    );
}
