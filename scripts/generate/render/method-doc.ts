import { type Document, dereference, type JsonObject } from "../../openapi/document.js";
import { readChoices } from "../../openapi/variants.js";
import type { ErrorCode } from "../model/error-table.js";
import { contentOf, type OperationModel } from "../model/operation-model.js";
import type { Doc, DocTag } from "../types/doc-comment.js";
import { propertyDoc } from "../types/property-doc.js";

const text = (node: JsonObject, key: string): string => (typeof node[key] === "string" ? node[key].trim() : "");
const list = (node: JsonObject, key: string): string[] | undefined =>
  Array.isArray(node[key]) ? node[key].map(String) : undefined;

/**
 * The doc comment of a method: what it does, when it is allowed, what follows, what goes wrong, and an example. Fields of the
 * body in `hidden` are not named as needed.
 */
export function methodDoc(
  document: Document,
  operation: OperationModel,
  errors: ReadonlyMap<string, ErrorCode>,
  hidden: readonly string[] = [],
): Doc {
  const { node } = operation;
  const events = list(node, "x-telnyx-webhooks");
  const allowed = text(node, "x-telnyx-allowed");
  const summary = text(node, "summary");
  const paragraphs = [
    summary && (/[.!?]$/.test(summary) ? summary : `${summary}.`),
    text(node, "description"),
    allowed && `**Allowed:** ${allowed}`,
    events && `**Webhooks:** ${events.length > 0 ? events.map((event) => `\`${event}\``).join(", ") : "none."}`,
    `\`${operation.method.toUpperCase()} ${operation.path}\`${repeatNote(operation)}`,
  ];
  return {
    text: paragraphs.filter(Boolean).join("\n\n"),
    tags: [...parameterTags(document, operation, hidden), ...errorTags(node, errors), ...closingTags(node)],
  };
}

/** The meaning of the safety class for the caller, if it is not the expected one. */
function repeatNote({ safety }: OperationModel): string {
  if (safety === "deduped") return ", sent with a `command_id`, so that a retry cannot act twice.";
  if (safety === "unsafe") return ", not retried once it may have arrived: a repeat could act twice.";
  return "";
}

function parameterTags(document: Document, operation: OperationModel, hidden: readonly string[]): DocTag[] {
  const path = operation.pathParameters.map(({ argument, node }) => {
    const doc = propertyDoc(document, node);
    return { name: "param", text: `${argument} ${doc.text.replace(/\s*\n\s*/g, " ")}`.trim() };
  });
  const { input, required } = operation;
  if (!input) return path;
  const what =
    input === "body" ? `Fields of the request${neededFields(document, operation, hidden)}` : "Filters, order and page";
  return [...path, { name: "param", text: `${input} ${what}${required ? "." : "; may be left out."}` }];
}

/** The fields that a JSON body cannot do without, as the end of a sentence. */
function neededFields(document: Document, { node, multipart }: OperationModel, hidden: readonly string[]): string {
  const body = contentOf(dereference(document, node.requestBody)).get("application/json");
  const { rest, choices } = readChoices(dereference(document, body) ?? {});
  const required = (list(rest, "required") ?? []).filter((field) => !hidden.includes(field));
  const single = choices.filter(({ variants }) => variants.every(({ needs }) => needs.length === 1));
  const groups = single.map(({ variants }) => `one of ${series(variants.flatMap(({ needs }) => needs))}`);
  if (multipart && required.length > 0) return `; needed: one of ${series([...required, multipart])}`;
  const needed = [...(required.length > 0 ? [series(required)] : []), ...groups];
  if (needed.length === 0) return "";
  return `; needed: ${needed.join(", and ")}`;
}

const series = (names: readonly string[]): string => {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length > 1 ? `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}` : quoted.join();
};

function errorTags(node: JsonObject, errors: ReadonlyMap<string, ErrorCode>): DocTag[] {
  const codes = list(node, "x-telnyx-errors") ?? [];
  if (codes.length === 0) return [];
  const named = codes.map((code) => {
    const error = errors.get(code);
    return error ? `{@link ErrorCode.${error.name}} (${code}, ${lowerFirst(error.title)})` : `\`${code}\``;
  });
  return [{ name: "throws", text: `{ApiError} ${named.join(", ")}.` }];
}

const lowerFirst = (title: string): string =>
  /^[A-Z][a-z ]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

function closingTags(node: JsonObject): DocTag[] {
  const example = text(node, "x-telnyx-example");
  const docs = node.externalDocs as JsonObject | undefined;
  return [
    ...(example ? [{ name: "example", text: example, code: true }] : []),
    ...(docs && typeof docs.url === "string" ? [{ name: "see", text: docs.url }] : []),
    ...(node.deprecated === true ? [{ name: "deprecated" }] : []),
  ];
}
