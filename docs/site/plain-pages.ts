import { operationSection, renderErrors } from "../../scripts/readers/skills.js";
import { eventSection, fieldGlossary } from "../../scripts/readers/skills-events.js";
import { headingOf } from "../../scripts/readers/skills-index.js";
import type { Reference } from "../../scripts/readers/skills-model.js";
import { allEvents, eventPath, operationPath, type SitePages } from "./page-parts.js";

/** Every page again as Markdown without HTML, for agents: it is beside the page, with `.md` in the place of `.html`. */
export function plainPages(reference: Reference, pages: SitePages): SitePages {
  const plain: SitePages = new Map([...pages].map(([path, text]) => [path, withoutHtml(text)]));
  for (const { name, operations } of reference.domains)
    for (const operation of operations)
      plain.set(operationPath(operation, name), `# ${operation.call}\n\n${operationSection(operation)}\n`);
  for (const event of allEvents(reference)) {
    const body = [eventSection(event), fieldGlossary({ events: [event] })].filter(Boolean).join("\n\n");
    plain.set(eventPath(event.type), `# ${event.type}\n\n${body}\n`);
  }
  plain.set("errors", renderErrors(reference).replace(/<!--.*?-->\n\n/, ""));
  return plain;
}

/** The Markdown of a page: entries become a list, pictures become links, other tags go. */
function withoutHtml(text: string): string {
  const parts = text.replace(/^---\n[\s\S]*?\n---\n+/, "").split(/(```[\s\S]*?```|`[^`\n]+`)/);
  // Every other part is code, which stays as it is.
  return parts
    .map((part, index) => (index % 2 === 1 ? part : plainProse(part)))
    .join("")
    .trimStart();
}

const plainProse = (prose: string): string =>
  prose
    .replace(
      /<div class="entry"><span><a href="([^"]*)"><code>(.*?)<\/code><\/a><\/span><span>(.*?)(?:<br>.*?)?<\/span><\/div>/g,
      (_entry, link: string, name: string, about: string) =>
        `- [${name.replaceAll("<wbr>", "")}](${link}.md): ${about}\n`,
    )
    .replace(/<p class="filter">.*?<\/p>/g, "")
    .replace(/<img class="dark-only"[^>]*>/g, "")
    .replace(/<img [^>]*src="([^"]*)" alt="([^"]*)"[^>]*>/g, "![$2]($1)")
    .replace(
      /<a [^>]*href="([^"]*)"[^>]*>(?:<strong>(.*?)<\/strong>)?(.*?)<\/a>/g,
      (_link, href: string, strong = "", rest = "") =>
        `- [${strong || rest}](${href})${strong && rest ? `: ${rest}` : ""}\n`,
    )
    .replace(/<\/?(?:div|span|p|wbr|br|strong|code)\b[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\n{3,}/g, "\n\n");

/** `llms.txt` of the site: every page with its title, and the summary where it has one. */
export function siteIndex(pages: SitePages, base: string): string {
  const sections: readonly (readonly [title: string, path: RegExp])[] = [
    ["Guides", /^guides\//],
    ["Recipes", /^recipes\/(?!index$)/],
    ["Packages", /^packages\//],
    ["Operations", /^reference\/\w+\/(?!index$)/],
    ["Events", /^events\/(?!index$)/],
    ["Errors", /^errors$/],
  ];
  const lists = sections.map(([title, pattern]) => {
    const links = [...pages].filter(([path]) => pattern.test(path)).sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = links.map(([path, text]) => {
      const about = /^description: (".*")$/m.exec(text)?.[1];
      const summary = about ? String(JSON.parse(about)).split("\n")[0] : headingOf(text).about;
      return `- [${headingOf(text).title || path.replace("packages/", "@telnyx-kit/")}](${base}${path}.md)${summary ? `: ${summary}` : ""}`;
    });
    return `## ${title}\n\n${lines.join("\n")}\n`;
  });
  return `# telnyx-kit\n\n> Unofficial TypeScript packages for Telnyx Voice (API v2, "Call Control"): commands that act once, verified webhooks, and an emulator for tests without an account.\n\nEvery page is Markdown at the address below.\n\n${lists.join("\n")}`;
}
