import type { ErrorCode } from "../../scripts/generate/model/error-table.js";
import type { DomainPages, EventPage, OperationPage, Reference } from "../../scripts/readers/skills-model.js";
import { setUpSample } from "../../scripts/readers/skills-samples.js";
import { exampleOf, json } from "./example.js";
import { escapeHtml, fieldsHtml, proseHtml } from "./fields.js";

/** A page of the site: its path below the root, without `.md`, and its Markdown. */
export type SitePages = Map<string, string>;

export const operationPath = ({ call, model }: OperationPage, domain: string): string =>
  `reference/${domain}/${(call === "fetchPublicKey" ? "fetchPublicKey" : model.name).replaceAll(".", "-")}`;
export const eventPath = (type: string): string => `events/${type.replaceAll(".", "-")}`;

/** Every page of the reference: domains, operations, events and errors. */
export function renderReference(reference: Reference): SitePages {
  const { domains, errors } = reference;
  const events = allEvents(reference);
  const calls = new Map(
    domains.flatMap(({ name, operations }) =>
      operations.map((operation) => [operation.call, operationPath(operation, name)] as const),
    ),
  );
  const pages: SitePages = new Map();
  pages.set("reference/index", referenceIndex(domains));
  for (const domain of domains) {
    pages.set(`reference/${domain.name}/index`, domainPage(domain));
    for (const operation of domain.operations)
      pages.set(operationPath(operation, domain.name), operationPage(operation, domain));
  }
  pages.set("events/index", eventIndex(reference));
  for (const event of events) pages.set(eventPath(event.type), eventPage(event, calls));
  pages.set("errors", errorsPage(errors, domains));
  return pages;
}

/** The events of the webhooks package, which has all of them. */
export const allEvents = ({ domains }: Reference): readonly EventPage[] =>
  domains.find(({ name }) => name === "webhooks")?.events ?? [];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
const operationLink = (operation: OperationPage, domain: string): string =>
  `[\`${operation.call}\`](/${operationPath(operation, domain)})`;
const eventLink = (type: string): string => `[\`${type}\`](/${eventPath(type)})`;
const page = (title: string, about: string, blocks: readonly (string | false | undefined)[]): string =>
  `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(about)}\n---\n\n${blocks.filter(Boolean).join("\n\n")}\n`;
const html = (content: string): string => `<div v-pre>${content}</div>`;

function referenceIndex(domains: readonly DomainPages[]): string {
  const sections = domains.map((domain) => `## ${domain.name}\n\n${operationEntries(domain)}`);
  return page("Reference", "Every operation of every package.", [
    "# Reference",
    "Every method of every package. Telnyx's reports are under [events](/events/), its refusals under [errors](/errors).",
    ...sections,
  ]);
}

interface Entry {
  readonly name: string;
  readonly link: string;
  readonly path?: string;
  readonly about: string;
}

/** A list of pages: two columns where there is room, one below the other on a phone. */
const entriesHtml = (entries: readonly Entry[]): string =>
  html(
    entries
      .map(({ name, link, path, about }) => {
        const http = path ? `<br><span class="path">${breakable(path)}</span>` : "";
        return `<div class="entry"><span><a href="/${link}"><code>${breakable(name)}</code></a></span><span>${escapeHtml(about)}${http}</span></div>`;
      })
      .join(""),
  );

/** Long names break after a mark, not within a word. */
const breakable = (name: string): string => escapeHtml(name).replace(/[._/](?=.)/g, "$&<wbr>");

const operationEntries = ({ name, operations }: DomainPages): string =>
  entriesHtml(
    operations.map((operation) => ({
      name: operation.call,
      link: operationPath(operation, name),
      path: `${operation.model.method.toUpperCase()} ${operation.model.path}`,
      about: operation.summary,
    })),
  );

const eventEntries = (events: readonly EventPage[]): string =>
  entriesHtml(events.map(({ type, summary }) => ({ name: type, link: eventPath(type), about: summary })));

function domainPage(domain: DomainPages): string {
  const { name, events } = domain;
  return page(`@telnyx-kit/${name}`, `Operations and events of @telnyx-kit/${name}.`, [
    `# @telnyx-kit/${name}`,
    `The package's own page: [@telnyx-kit/${name}](/packages/${name}).`,
    "## Set-up",
    `\`\`\`ts\n${setUpSample(domain)}\n\`\`\``,
    "## Operations",
    operationEntries(domain),
    events.length > 0 && "## Events",
    events.length > 0 && eventEntries(events),
  ]);
}

const repeats = {
  safe: "Retried: it only reads.",
  deduped: "Retried, every attempt with the same `command_id`, so that it cannot act twice.",
  repeatable: "Retried: a second execution changes nothing.",
  unsafe: "Not retried once it may have arrived, because it could act twice. Read `error.mayHaveExecuted`.",
} as const;

function operationPage(operation: OperationPage, domain: DomainPages): string {
  const {
    model,
    call,
    signature,
    summary,
    description,
    allowed,
    events,
    errors,
    path,
    input,
    choices,
    returns,
    sample,
    see,
    deprecated,
  } = operation;
  const answer =
    model.response === "empty"
      ? "Nothing."
      : model.response === "bytes"
        ? "The `Response`, its body not read yet."
        : "";
  const about = summary || description;
  return page(call, about, [
    `# ${call}`,
    deprecated && "::: warning Deprecated\nIt may go away.\n:::",
    `<p class="http"><span class="method">${model.method.toUpperCase()}</span> <code v-pre>${model.path}</code></p>`,
    summary && html(`<p class="lead">${summary}.</p>`),
    description && html(proseHtml(description)),
    allowed && html(`<p><strong>Allowed:</strong> ${proseHtml(allowed).slice(3)}`),
    "## Example",
    `\`\`\`ts\n${setUpSample(domain)}\n\n${sample}\n\`\`\``,
    "## Parameters",
    `\`${signature}\``,
    choices.length > 0 && choices.join(" "),
    path.length + input.length > 0 && html(fieldsHtml([...path, ...input], "given")),
    "Request options come last: `signal`, `timeoutMs`, `deadlineMs`, `maxRetries`, `headers`, `onResponse`.",
    "## Returns",
    model.page &&
      "A promise of a page that is also a list of all items: `await` it, or use `for await`. See [pagination](/guides/pagination).",
    answer || html(fieldsHtml(returns, "returned")),
    !answer && returns.length > 0 && `::: details An answer\n\n${json(exampleOf(returns))}\n\n:::`,
    "## Webhooks",
    events === undefined
      ? "None: it reads or changes data, not a call."
      : events.length > 0
        ? `What it does is reported by ${events.map((type) => (!operation.untyped.includes(type) ? eventLink(type) : `\`${type}\` (without a type: it arrives as an unknown event)`)).join(", ")}.`
        : "None: the answer is the only confirmation.",
    "## Errors",
    errors.length > 0
      ? table(
          ["Code", "Constant", "HTTP", "Meaning"],
          errors.map((error) => [
            `[\`${error.code}\`](/errors#${anchorOf(error)})`,
            `\`ErrorCode.${error.name}\``,
            error.status.join(", ") || "–",
            error.title,
          ]),
        )
      : "No code is known for it beyond those of [every request](/errors).",
    `## Retries\n\n${repeats[model.safety]} See [retries and safety](/guides/retries).`,
    see && `[Telnyx's own page](${see})`,
  ]);
}

/** Events by the first domain that they belong to, in the order of the packages. */
export function eventGroups({ domains, ...rest }: Reference): Map<string, EventPage[]> {
  const groups = new Map<string, EventPage[]>(domains.map(({ name }) => [name, []]));
  for (const event of allEvents({ domains, ...rest })) {
    const domain = event.domains.find((name) => name !== "webhooks") ?? "webhooks";
    groups.set(domain, [...(groups.get(domain) ?? []), event]);
  }
  return new Map([...groups].filter(([, events]) => events.length > 0));
}

function eventIndex(reference: Reference): string {
  const sections = [...eventGroups(reference)].map(([name, events]) => `## ${name}\n\n${eventEntries(events)}`);
  return page("Events", "Every webhook event.", [
    "# Events",
    "Events that Telnyx sends to your webhook. `@telnyx-kit/webhooks` types all of them; [webhooks](/guides/webhooks) shows how they reach your code.",
    ...sections,
  ]);
}

function eventPage(event: EventPage, calls: ReadonlyMap<string, string>): string {
  const { type, name, summary, description, rows, after, dropped } = event;
  const required = rows.filter((row) => row.required).map((row) => row.name);
  const shown = (required.length > 0 ? required : rows.map((row) => row.name)).slice(0, 3);
  const delivery = {
    data: {
      record_type: "event",
      event_type: type,
      id: "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0",
      occurred_at: "2026-01-15T10:00:00.000Z",
      payload: exampleOf(rows),
    },
    meta: { attempt: 1, delivered_to: "https://example.com/webhooks" },
  };
  return page(type, summary || description, [
    `# ${type}`,
    summary && html(`<p class="lead">${summary}.</p>`),
    description && html(proseHtml(description)),
    after.length > 0 && `It can follow ${after.map((call) => `[\`${call}\`](/${calls.get(call)})`).join(", ")}.`,
    "## Example",
    `\`\`\`ts
import { createWebhooks } from "@telnyx-kit/webhooks";

const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });

webhooks.on("${type}", async ({ payload }, { commandId }) => {
  console.log(${shown.map((field) => `payload.${field}`).join(", ")});
});
\`\`\``,
    `The event's type is \`${name}Event\`.`,
    "## Payload",
    html(fieldsHtml(rows, "returned")),
    dropped.length > 0 &&
      `On the wire, beside the envelope's usual fields and not in the event: ${dropped.map((row) => `\`${row.name}\``).join(", ")}.`,
    `::: details A delivery\n\n${json(delivery)}\n\n:::`,
    "The envelope around it is the same for all events: `id`, `event_type`, `occurred_at`, `record_type`, `payload`, `meta`.",
  ]);
}

const shownUsers = 5;

/** Codes that nearly every operation can answer with would fill the page with links. */
const knownFor = (users: readonly string[]): string =>
  users.length > shownUsers
    ? `::: details Known for ${users.length} operations\n\n${users.join(", ")}\n\n:::`
    : `Known for ${users.join(", ")}.`;

const anchorOf = ({ code, name }: ErrorCode): string => `${code}-${name.toLowerCase()}`;

function errorsPage(errors: readonly ErrorCode[], domains: readonly DomainPages[]): string {
  const sections = errors.map((error) => {
    const users = domains.flatMap(({ name, operations }) =>
      operations
        .filter((operation) => operation.errors.some(({ code }) => code === error.code))
        .map((operation) => operationLink(operation, name)),
    );
    const source = /^https:/.test(error.source)
      ? `[Source](${error.source})`
      : error.source && `Source: ${error.source}.`;
    return [
      `## ${error.code} ${error.name}`,
      html(
        `<p><strong>${error.title}.</strong>${error.status.length > 0 ? ` HTTP ${error.status.join(", ")}.` : ""}</p>${proseHtml(error.meaning)}`,
      ),
      users.length > 0 && knownFor(users),
      source,
    ]
      .filter(Boolean)
      .join("\n\n");
  });
  return page("Errors", "Every error code that is known.", [
    "# Errors",
    "The codes of Telnyx that are known, as `error.code` of an `ApiError` and as constants of `ErrorCode`. [Errors](/guides/errors) shows how to handle them.",
    ...sections,
  ]);
}
