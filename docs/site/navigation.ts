import { headingOf } from "../../scripts/generate/skills-index.js";
import type { Reference } from "../../scripts/generate/skills-model.js";
import { guideOrder } from "./render-guides.js";
import { allEvents, eventPath, operationPath, type SitePages } from "./render-site.js";

interface Item {
  readonly text: string;
  readonly link?: string;
  readonly collapsed?: boolean;
  readonly items?: readonly Item[];
}

/** The sidebars: guides and packages, operations by domain, events by their first words. */
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
  const groups = new Map<string, Item[]>();
  for (const { type } of allEvents(reference)) {
    const group = type.split(".").length > 2 ? type.split(".").slice(0, 2).join(".") : (type.split(".")[0] ?? "");
    groups.set(group, [...(groups.get(group) ?? []), { text: type, link: `/${eventPath(type)}` }]);
  }
  const single = [...groups.values()].filter((items) => items.length === 1).flat();
  const events = [...groups]
    .filter(([, items]) => items.length > 1)
    .map(([text, items]): Item => ({ text, collapsed: true, items }));
  const reading: Item[] = [{ text: "Operations", link: "/reference/", items: operations }];
  return {
    "/guides/": learn,
    "/packages/": learn,
    "/reference/": reading,
    "/events/": [
      { text: "Events", link: "/events/", items: [...events, ...single].sort((a, b) => (a.text < b.text ? -1 : 1)) },
    ],
    "/errors": reading,
  };
}
