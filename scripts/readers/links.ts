import type { MarkdownPage } from "./pages.js";

export interface Link {
  readonly line: number;
  readonly target: string;
}

/** The links of a page that lead into the project: relative ones, and those to its own repository. */
export function projectLinks(text: string): Link[] {
  const lines = withoutCode(text).split("\n");
  return lines.flatMap((line, index) => {
    const targets = [
      ...line.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)|(?:href|src)="([^"]+)"/g),
    ].map(([, inline, reference, html]) => inline ?? reference ?? html ?? "");
    return targets.flatMap((target) => (isInside(target) ? [{ line: index + 1, target }] : []));
  });
}

const repository = /^https:\/\/github\.com\/telnyx-kit\/telnyx-kit(?:\/(?:tree|blob)\/main\/?|(?=#|$))/;
const isInside = (target: string): boolean => repository.test(target) || !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target);

/** Where a link of a page leads: a path from the root, and an anchor. */
export function resolveLink(page: string, target: string): { path: string; anchor: string } {
  const isAbsolute = repository.test(target);
  const [path = "", anchor = ""] = target.replace(repository, "").split("#");
  const base = isAbsolute ? "https://root.invalid/" : `https://root.invalid/${page}`;
  const resolved = path === "" && !isAbsolute ? page : new URL(path, base).pathname.slice(1);
  return { path: decodeURIComponent(resolved).replace(/\/$/, ""), anchor };
}

/** The anchors of a page as GitHub makes them. */
export function anchorsOf({ text }: Pick<MarkdownPage, "text">): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutFences(text).matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)) {
    const slug = slugOf(heading);
    let free = slug;
    for (let index = 1; anchors.has(free); index++) free = `${slug}-${index}`;
    anchors.add(free);
  }
  for (const [, id = ""] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

const slugOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

/** Lines of code are emptied, so that line numbers stay. */
const withoutFences = (text: string): string =>
  text.replace(/^(\s*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\s*\2[`~]*[ \t]*$/gm, (block) => block.replace(/[^\n]/g, ""));
const withoutCode = (text: string): string =>
  withoutFences(text).replace(/`[^`\n]*`/g, (span) => " ".repeat(span.length));
