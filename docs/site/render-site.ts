import type { DomainPages, OperationPage, Reference, Row } from "../../scripts/readers/skills-model.js";
import { setUpSample } from "../../scripts/readers/skills-samples.js";
import { exampleOf, json } from "./example.js";
import { groupFields } from "./field-groups.js";
import { fieldsHtml, proseHtml } from "./fields.js";
import {
  eventEntries,
  eventLink,
  html,
  operationEntries,
  operationPath,
  page,
  type SitePages,
  table,
} from "./page-parts.js";
import { anchorOf, errorsPage } from "./render-errors.js";
import { renderEvents } from "./render-events.js";
import { wrapSamples } from "./wrap-samples.js";

/** Every page of the reference: domains, operations, events and errors. */
export function renderReference(reference: Reference): SitePages {
  const { domains, errors } = reference;
  const calls = new Map(
    domains.flatMap(({ name, operations }) =>
      operations.map((operation) => [operation.call, operationPath(operation, name)] as const),
    ),
  );
  const pages: SitePages = new Map();
  pages.set("reference/index", referenceIndex(domains));
  const operations = domains.flatMap((domain) => domain.operations);
  const wrapped = wrapSamples(operations.map(({ sample }) => sample));
  const samples = new Map(operations.map((operation, index) => [operation, wrapped[index] ?? ""]));
  for (const domain of domains) {
    pages.set(`reference/${domain.name}/index`, domainPage(domain));
    for (const operation of domain.operations)
      pages.set(operationPath(operation, domain.name), operationPage(operation, domain, samples.get(operation) ?? ""));
  }
  for (const [path, text] of renderEvents(reference, calls)) pages.set(path, text);
  pages.set("errors", errorsPage(errors, domains));
  return pages;
}

function referenceIndex(domains: readonly DomainPages[]): string {
  const sections = domains.map((domain) => `## ${domain.name}\n\n${operationEntries(domain)}`);
  return page("Reference", "Every operation of every package.", [
    "# Reference",
    "Every method of every package. Telnyx's reports are under [events](/events/), its refusals under [errors](/errors).",
    ...sections,
  ]);
}

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

/** Works by `filter-fields.ts` of the theme. */
const filter =
  '<p class="filter"><label>Filter the parameters <input type="search" autocomplete="off" spellcheck="false"></label> <span role="status"></span></p>';

/** The parameters by subject; a long list can be filtered. */
function parametersOf(rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const groups = groupFields(rows);
  const lists = groups.map(({ title, rows: fields }) =>
    [title && `### ${title} {#group-${title.toLowerCase().replaceAll(" ", "-")}}`, html(fieldsHtml(fields, "given"))]
      .filter(Boolean)
      .join("\n\n"),
  );
  return groups.length > 1 ? [filter, ...lists] : lists;
}

const repeats = {
  safe: "Retried: it only reads.",
  deduped: "Retried, every attempt with the same `command_id`, so that it cannot act twice.",
  repeatable: "Retried: a second execution changes nothing.",
  unsafe: "Not retried once it may have arrived, because it could act twice. Read `error.mayHaveExecuted`.",
} as const;

function operationPage(operation: OperationPage, domain: DomainPages, sample: string): string {
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
    ...parametersOf([...path, ...input]),
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
