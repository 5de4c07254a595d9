import { headingOf } from "../../scripts/readers/skills-index.js";
import type { Reference } from "../../scripts/readers/skills-model.js";
import { eventPath, operationPath, type SitePages } from "./page-parts.js";
import { eventGroups } from "./render-events.js";
import { guideOrder } from "./render-guides.js";

interface Item {
  readonly text: string;
  readonly link?: string;
  readonly collapsed?: boolean;
  readonly items?: readonly Item[];
}

/** The sidebars: guides and packages, operations and events by domain. */
export function navigation(reference: Reference, guides: SitePages): Record<string, readonly Item[]> {
  const pagesBelow = (folder: string): Item[] =>
    [...guides]
      .filter(([path]) => path.startsWith(`${folder}/`))
      .sort(([a], [b]) => guideOrder(a) - guideOrder(b) || (a < b ? -1 : 1))
      .map(([path, text]) => ({
        text: headingOf(text).title || path.replace(`${folder}/`, "@telnyx-kit/"),
        link: `/${path}`,
      }));
  const learn: Item[] = [
    { text: "Guides", items: pagesBelow("guides") },
    {
      text: "Recipes",
      link: "/recipes/",
      items: pagesBelow("recipes").filter(({ link }) => !link?.endsWith("/index")),
    },
    { text: "Packages", items: pagesBelow("packages") },
  ];
  const operations = reference.domains.map(
    ({ name, operations: list }): Item => ({
      text: name,
      link: `/reference/${name}/`,
      collapsed: true,
      items: list.map((operation) => ({
        text: operation.call.replace(`${name}.`, "").replace("(telnyx)", ""),
        link: `/${operationPath(operation, name)}`,
      })),
    }),
  );
  // With a link, a group's heading is no button around a button.
  const events = [...eventGroups(reference)].map(
    ([text, list]): Item => ({
      text,
      link: `/events/#${text}`,
      collapsed: true,
      // Long names break after a dot.
      items: list.map(({ type }) => ({ text: type.replaceAll(".", ".<wbr>"), link: `/${eventPath(type)}` })),
    }),
  );
  const reading: Item[] = [{ text: "Operations", link: "/reference/", items: operations }];
  return {
    "/guides/": learn,
    "/packages/": learn,
    "/recipes/": learn,
    "/reference/": reading,
    "/events/": [{ text: "Events", link: "/events/", items: events }],
    "/errors": reading,
  };
}
