import type { DomainPages, EventPage, OperationPage, Reference } from "../../scripts/readers/skills-model.js";
import { escapeHtml } from "./fields.js";

/** A page of the site: its path below the root, without `.md`, and its Markdown. */
export type SitePages = Map<string, string>;

export const operationPath = ({ call, model }: OperationPage, domain: string): string =>
  `reference/${domain}/${(call === "fetchPublicKey" ? "fetchPublicKey" : model.name).replaceAll(".", "-")}`;
export const eventPath = (type: string): string => `events/${type.replaceAll(".", "-")}`;

/** The events of the webhooks package, which has all of them. */
export const allEvents = ({ domains }: Reference): readonly EventPage[] =>
  domains.find(({ name }) => name === "webhooks")?.events ?? [];

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
export const operationLink = (operation: OperationPage, domain: string): string =>
  `[\`${operation.call}\`](/${operationPath(operation, domain)})`;
export const eventLink = (type: string): string => `[\`${type}\`](/${eventPath(type)})`;
export const page = (title: string, about: string, blocks: readonly (string | false | undefined)[]): string =>
  `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(about)}\n---\n\n${blocks.filter(Boolean).join("\n\n")}\n`;
export const html = (content: string): string => `<div v-pre>${content}</div>`;

interface Entry {
  readonly name: string;
  readonly link: string;
  readonly path?: string;
  readonly about: string;
}

/** A list of pages: two columns where there is room, one below the other on a phone. */
export const entriesHtml = (entries: readonly Entry[]): string =>
  html(
    `<div class="entries">${entries
      .map(({ name, link, path, about }) => {
        const http = path ? `<br><span class="path">${breakable(path)}</span>` : "";
        return `<div class="entry"><span><a href="/${link}"><code>${breakable(name)}</code></a></span><span>${escapeHtml(about)}${http}</span></div>`;
      })
      .join("")}</div>`,
  );

/** Long names break after a mark, not within a word. */
const breakable = (name: string): string => escapeHtml(name).replace(/[._/](?=.)/g, "$&<wbr>");

export const eventEntries = (events: readonly EventPage[]): string =>
  entriesHtml(events.map(({ type, summary }) => ({ name: type, link: eventPath(type), about: summary })));

export const operationEntries = ({ name, operations }: DomainPages): string =>
  entriesHtml(
    operations.map((operation) => ({
      name: operation.call,
      link: operationPath(operation, name),
      path: `${operation.model.method.toUpperCase()} ${operation.model.path}`,
      about: operation.summary,
    })),
  );
