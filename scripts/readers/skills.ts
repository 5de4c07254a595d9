import { byName } from "../generate/model/names.js";
import { marker } from "../generate/render/header.js";
import { renderEvents } from "./skills-events.js";
import { list, typeOf } from "./skills-fields.js";
import type { DomainPages, OperationPage, Reference } from "./skills-model.js";
import { extras, setUpSample } from "./skills-samples.js";
import { findShared, nothingShared, type Shared } from "./skills-shared.js";

/** The one skill. Its SKILL.md is written by hand; the references beside it, which an agent opens by need, are rendered here. */
export const skill = "skills/telnyx-voice-apps";
export const skillFolder = (domain: string): string => `${skill}/references/${domain}`;

const mark = `<!-- ${marker} by \`pnpm generate\` from spec/fragments and spec/overlays. Do not edit. -->`;

/** The references of a domain, by file: its operations, its events, and the objects that are large or are in several places. */
export function renderReferences(domain: DomainPages, about: string): Map<string, string> {
  const shared = findShared(domain.operations);
  const files = new Map([["operations.md", renderOperations(domain, about, shared)]]);
  const objects = renderObjects(domain, shared);
  if (objects) files.set("objects.md", objects);
  if (domain.events.length > 0) files.set("events.md", renderEvents(domain));
  return new Map(
    [...files].map(([file, text]) => [
      `${skillFolder(domain.name)}/${file}`,
      `${text.replace("\n\n", `\n\n${mark}\n\n`)}\n`,
    ]),
  );
}

function renderOperations(domain: DomainPages, about: string, shared: Shared): string {
  const sections = [
    `# Operations of @telnyx-kit/${domain.name}`,
    about,
    code(setUpSample(domain)),
    "Arguments: path parameters in order, then the body (on GET the query), then `{ signal, timeoutMs, deadlineMs, maxRetries, headers, onResponse }`. Samples continue the set-up above.",
    ...domain.operations.map((operation) => operationSection(operation, shared)),
    extraSection(domain),
  ];
  return sections.filter(Boolean).join("\n\n");
}

function renderObjects({ name }: DomainPages, shared: Shared): string {
  const fields = shared.fields.length > 0 ? [`## Common fields\n\n${list(shared.fields, shared, "given")}`] : [];
  const objects = [...shared.objects]
    .sort(([a], [b]) => byName(a, b))
    .map(([object, rows]) => `## Fields of ${object}\n\n${list(rows, shared, "inside")}`);
  const lists = [...shared.lists]
    .sort(([a], [b]) => byName(a, b))
    .map(([field, values]) => `## Values of ${field}\n\n${values.map((value) => `\`${value}\``).join(", ")}`);
  const sections = [...fields, ...objects, ...lists];
  return sections.length > 0 ? [`# Objects of @telnyx-kit/${name}`, ...sections].join("\n\n") : "";
}

/** Every error code, for all domains. */
export function renderErrors({ errors }: Reference): string {
  const rows = errors.map(
    ({ code: number, name, status, meaning }) =>
      `| \`${number}\` | \`${name}\` | ${status.join(", ") || "–"} | ${meaning.replaceAll("\n", " ")} |`,
  );
  return `# Error codes

${mark}

\`error.code\` of an \`ApiError\`, and constants of \`ErrorCode\`. The HTTP status is empty where nobody has documented it.

| Code | \`ErrorCode.\` | HTTP | Meaning |
|---|---|---|---|
${rows.join("\n")}
`;
}

const code = (text: string): string => `\`\`\`ts\n${text.trim()}\n\`\`\``;

const repeats = {
  safe: "",
  deduped: "retried, with the same `command_id`.",
  repeatable: "retried: a second execution changes nothing.",
  unsafe: "not retried once it may have arrived, because it could act twice. Read `error.mayHaveExecuted`.",
} as const;

/** All that an agent needs of one operation. */
export function operationSection(operation: OperationPage, shared: Shared = nothingShared): string {
  const { model, signature, summary, description, allowed, events, untyped, choices, sample } = operation;
  const given = [...operation.path, ...operation.input];
  const required = given.filter((row) => row.required);
  const optional = given.filter((row) => !row.required && !shared.isField(row));
  const common = given.filter((row) => !row.required && shared.isField(row));
  const facts = [
    allowed && `- Allowed: ${allowed}`,
    events &&
      `- Webhooks: ${events.length > 0 ? events.map((type) => `\`${type}\`${untyped.includes(type) ? " (`onUnknown`)" : ""}`).join(", ") : "none."}`,
    operation.errors.length > 0 &&
      `- Errors: ${operation.errors.map((error) => `\`${error.code}\` ${error.name}`).join(", ")}`,
    repeats[model.safety] && `- Retries: ${repeats[model.safety]}`,
    choices.length > 0 && `- ${choices.join(" ")}`,
  ];
  const blocks = [
    `## \`${signature}\``,
    `\`${model.method.toUpperCase()} ${model.path}\`: ${summary}.`,
    description,
    facts.filter(Boolean).join("\n"),
    required.length > 0 ? `Required:\n\n${list(required, shared, "given")}` : "",
    optional.length > 0 ? `Optional:\n\n${list(optional, shared, "given")}` : "",
    common.length > 0
      ? `Optional, see [Common fields](objects.md#common-fields): ${common.map((row) => `\`${row.name}\` ${typeOf(row, shared)}`).join(", ")}`
      : "",
    returns(operation, shared),
    code(sample),
  ];
  return blocks.filter(Boolean).join("\n\n");
}

function returns({ model, returns: rows }: OperationPage, shared: Shared): string {
  if (model.response === "empty") return "Returns nothing (`void`).";
  if (model.response === "bytes") return "Returns the `Response`, its body not read yet.";
  if (rows.length === 0) return "Returns the reply as it arrived.";
  return `Returns${model.page ? " a `PagePromise`; a page has" : ""}:\n\n${list(rows, shared, "returned")}`;
}

function extraSection({ name }: DomainPages): string {
  const extra = extras[name];
  return extra ? `## ${extra.title}\n\n${extra.about}\n\n${code(extra.sample)}` : "";
}
