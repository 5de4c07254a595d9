/** A part of a page that the search finds. */
export interface SearchSection {
  readonly anchor: string;
  /** Its heading, after those above it. */
  readonly titles: string[];
  readonly text: string;
}

/**
 * The weights of the search. VitePress carries the functions into the page as text, so each stands alone. Short words and codes
 * must match as they are: one letter makes another word of them.
 */
export const searchOptions = {
  fuzzy: (term: string): number | false => (term.length > 6 && !/\d/.test(term) ? 0.2 : false),
  prefix: (term: string): boolean => term.length > 2,
  boost: { title: 6, text: 1, titles: 1 },
  // The heading of a page has no others above it.
  boostDocument: (_id: string, _term: string, stored?: Record<string, unknown>): number =>
    (stored?.titles as readonly string[] | undefined)?.length ? 1 : 4,
};

/** Parts of a reference page that repeat what another page is about. */
const repeated = new Set(["Example", "Returns", "Webhooks", "Errors", "Retries"]);
const heading = /<h([1-3])[^>]*?id="([^"]*)"[^>]*>([\s\S]*?)<\/h\1>/g;

/** The sections of a rendered page: headings and prose. Code repeats the prose, and would bury it. */
export function splitSections(file: string, html: string): SearchSection[] {
  const isReference = /(?:^|\/)(?:reference|events)\//.test(file);
  const summary = /<p class="lead">([\s\S]*?)\.?<\/p>/.exec(html)?.[1];
  const found = [...html.matchAll(heading)];
  const above: string[] = [];
  return found.flatMap(({ 0: whole, 1: level = "", 2: anchor = "", 3: inner = "", index }, place) => {
    const depth = Number(level) - 1;
    const title = textOf(inner.replace(/<a class="header-anchor"[\s\S]*?<\/a>/, ""));
    above.splice(depth);
    above[depth] = depth === 0 && summary ? `${title}: ${textOf(summary)}` : title;
    if (isReference && above.some((one) => repeated.has(one))) return [];
    const text = textOf(html.slice(index + whole.length, found[place + 1]?.index));
    return [{ anchor, titles: above.filter(Boolean), text }];
  });
}

const textOf = (html: string): string =>
  html
    .replace(/<pre[\s\S]*?<\/pre>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/[\s\u200b]+/g, " ")
    .trim();
