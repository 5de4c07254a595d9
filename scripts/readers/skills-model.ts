import { type ErrorCode, readErrorCodes } from "../generate/model/error-table.js";
import { type EventModel, readEvents } from "../generate/model/event-model.js";
import {
  contentOf,
  type OperationModel,
  propertyOf,
  readOperations,
  successesOf,
} from "../generate/model/operation-model.js";
import { parametersOf } from "../generate/model/parameters.js";
import { type Document, dereference, isObject, type Json, type JsonObject } from "../openapi/document.js";
import type { Effective } from "../openapi/effective.js";
import { type Field, type Fields, fieldsOf } from "../openapi/fields.js";

/** A field for readers, with the fields inside it: what skills and the reference site show. */
export interface Row {
  /** The last part of the field's path; an item of a list has none of its own. */
  readonly name: string;
  /** The type in TypeScript's words: `string`, `object[]`, `"mp3" | "wav"` is in `values`. */
  readonly type: string;
  /** The values of an enumeration as code, `"mp3"`. */
  readonly values: readonly string[];
  readonly required: boolean;
  readonly default: string;
  readonly bounds: string;
  readonly deprecated: boolean;
  readonly text: string;
  readonly rows: readonly Row[];
}

/** An operation for readers. */
export interface OperationPage {
  readonly model: OperationModel;
  /** How it is called: `voice.applications.list`. */
  readonly call: string;
  /** `voice.answer(callControlId, body?, options?)` */
  readonly signature: string;
  readonly summary: string;
  readonly description: string;
  /** When the platform allows it; empty where nothing is known. */
  readonly allowed: string;
  /** Event types that follow; `undefined` where nothing is known. */
  readonly events: readonly string[] | undefined;
  /** Those among them that no schema describes: they arrive as unknown events. */
  readonly untyped: readonly string[];
  readonly errors: readonly ErrorCode[];
  readonly path: readonly Row[];
  /** Fields of the body or of the query. */
  readonly input: readonly Row[];
  /** Sentences about fields that exclude each other. */
  readonly choices: readonly string[];
  readonly returns: readonly Row[];
  readonly sample: string;
  /** The vendor's own page. */
  readonly see: string;
  readonly deprecated: boolean;
}

/** An event for readers. */
export interface EventPage extends EventModel {
  readonly rows: readonly Row[];
  /** Fields on the wire, besides the envelope's usual ones, that the event of the webhooks package lacks. */
  readonly dropped: readonly Row[];
  /** Operations that it can follow, as they are called. */
  readonly after: readonly string[];
}

export interface DomainPages {
  readonly name: string;
  readonly operations: readonly OperationPage[];
  readonly events: readonly EventPage[];
}

export interface Reference {
  readonly domains: readonly DomainPages[];
  readonly errors: readonly ErrorCode[];
}

/** Everything that documents say about operations, events and errors, from the effective documents. */
export function readReference({ domains, merged, table }: Effective): Reference {
  const errors = readErrorCodes(merged);
  const operations = new Map(
    [...domains].map(([name, document]) => {
      const order = table.domains.find((domain) => domain.name === name)?.operations.map((each) => each.name) ?? [];
      const models = readOperations(document, name, `spec/fragments/${name}.yaml`);
      models.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
      return [name, models.map((model) => operationPage(document, name, model, errors, merged))] as const;
    }),
  );
  const all = [...operations.values()].flat();
  const eventPage = (document: Document, event: EventModel): EventPage => ({
    ...event,
    rows: tree(fieldsOf(document, event.payload)),
    dropped: envelopeRows(document, event.type).filter(({ name }) => !envelope.has(name)),
    after: all.flatMap(({ call, events }) => (events?.includes(event.type) ? [call] : [])),
  });
  return {
    domains: [...domains].map(([name, document]) => ({
      name,
      operations: operations.get(name) ?? [],
      events: readEvents(document, `spec/fragments/${name}.yaml`).map((event) => eventPage(document, event)),
    })),
    errors: [...errors.values()],
  };
}

const envelope = new Set(["id", "event_type", "occurred_at", "record_type", "payload", "meta", "data"]);

function envelopeRows(document: Document, type: string): Row[] {
  const operation = dereference(document, document.webhooks[type]?.post) ?? {};
  const [body] = contentOf(dereference(document, operation.requestBody)).values();
  return tree(fieldsOf(document, propertyOf(document, body, "data") ?? body));
}

/** The functions of `@telnyx-kit/webhooks/api`, which has no factory of the domain's name. */
const webhookCalls: Readonly<Record<string, string>> = {
  "deliveries.list": "createDeliveries(telnyx).list",
  "deliveries.retrieve": "createDeliveries(telnyx).retrieve",
  "publicKey.retrieve": "fetchPublicKey",
};

/** A reader's name of an operation: `voice.dial`. */
export const callOf = (domain: string, name: string): string =>
  (domain === "webhooks" && webhookCalls[name]) || `${domain}.${name}`;

function operationPage(
  document: Document,
  domain: string,
  model: OperationModel,
  codes: ReadonlyMap<string, ErrorCode>,
  merged: Document,
): OperationPage {
  const { node } = model;
  const text = (key: string): string => (typeof node[key] === "string" ? node[key].trim() : "");
  const list = (key: string): string[] | undefined => (Array.isArray(node[key]) ? node[key].map(String) : undefined);
  const call = callOf(domain, model.name);
  const given = [
    ...(call === "fetchPublicKey" ? ["telnyx"] : []),
    ...model.pathParameters.map(({ argument }) => argument),
    ...(model.input ? [`${model.input}${model.required ? "" : "?"}`] : []),
    ...(call === "fetchPublicKey" ? [] : ["options?"]),
  ];
  const bodies = [...contentOf(dereference(document, node.requestBody))].sort(
    ([a], [b]) => Number(b === "application/json") - Number(a === "application/json"),
  );
  const answers = successesOf(document, node).flatMap(
    ([, response]) => contentOf(response).get("application/json") ?? [],
  );
  return {
    model,
    call,
    signature: `${call}(${given.join(", ")})`,
    summary: text("summary"),
    description: text("description"),
    allowed: text("x-telnyx-allowed"),
    events: list("x-telnyx-webhooks"),
    untyped: (list("x-telnyx-webhooks") ?? []).filter((type) => merged.webhooks[type] === undefined),
    errors: (list("x-telnyx-errors") ?? []).flatMap((code) => codes.get(code) ?? []),
    path: model.pathParameters.map(({ argument, node: parameter }) =>
      parameterRow(document, argument, parameter, true),
    ),
    input:
      model.input === "query"
        ? queryRows(document, model)
        : mergeRows(bodies.map(([, schema]) => tree(fieldsOf(document, schema)))),
    choices: [
      ...bodies.slice(0, 1).flatMap(([, schema]) => choiceSentences(dereference(document, schema))),
      ...(model.multipart
        ? [`Give an address, or the file itself in \`${model.multipart}\`, which is then sent as a form.`]
        : []),
    ],
    returns: mergeRows(answers.map((schema) => tree(fieldsOf(document, schema)))),
    sample: text("x-telnyx-example"),
    see: isObject(node.externalDocs) && typeof node.externalDocs.url === "string" ? node.externalDocs.url : "",
    deprecated: node.deprecated === true,
  };
}

function queryRows(document: Document, { path, node }: OperationModel): Row[] {
  return parametersOf(document, document.paths[path] ?? {}, node)
    .map((parameter) => dereference(document, parameter) ?? {})
    .filter((parameter) => parameter.in === "query")
    .map((parameter) => parameterRow(document, String(parameter.name), parameter, parameter.required === true));
}

/** A parameter is a field of its own: its schema has the type, and the parameter or the schema the words. */
function parameterRow(document: Document, name: string, parameter: JsonObject, required: boolean): Row {
  const schema: JsonObject = { type: "object", properties: { [name]: parameter.schema ?? {} } };
  const [row] = tree(fieldsOf(document, schema));
  const text = typeof parameter.description === "string" ? parameter.description : (row?.text ?? "");
  return { ...(row as Row), required, text };
}

function choiceSentences(schema: JsonObject | undefined): string[] {
  const choices = Array.isArray(schema?.["x-telnyx-choices"]) ? schema["x-telnyx-choices"].filter(isObject) : [];
  return choices.map(({ fields, required }) => {
    const names = (Array.isArray(fields) ? fields : []).map((field) => `\`${field}\``);
    return `${required === true ? "Give exactly one of" : "Give at most one of"} ${names.join(", ")}.`;
  });
}

/** Flat fields as a tree, required ones first. The items of a list hand their type and their fields to the list. */
/** Items of a list, or values of a map: rows of their own only by their fields. */
const isPart = (path: string): boolean => path.endsWith("[]") || path.endsWith("{}");

export function tree(fields: Fields): Row[] {
  const below = new Map<string, string[]>();
  for (const path of fields.keys()) {
    const parent = isPart(path) ? path.slice(0, -2) : path.slice(0, Math.max(0, path.lastIndexOf(".")));
    below.set(parent, [...(below.get(parent) ?? []), path]);
  }
  const rowsOf = (path: string): Row[] => {
    const rows = (below.get(path) ?? []).flatMap((inner) => (isPart(inner) ? rowsOf(inner) : [rowOf(inner)]));
    return rows.sort((a, b) => Number(b.required) - Number(a.required));
  };
  const rowOf = (path: string): Row => {
    const field = fields.get(path) as Field;
    const values = valuesOf(fields, path);
    return {
      name: path.slice(path.lastIndexOf(".") + 1),
      type: typeName(fields, path),
      values,
      required: field.required,
      default: field.default === '"null"' || field.default === "null" ? "" : field.default,
      bounds: boundsText(field.bounds),
      deprecated: field.deprecated,
      text: field.text.trim() || (fields.get(`${path}[]`)?.text.trim() ?? ""),
      rows: rowsOf(path),
    };
  };
  return rowsOf("");
}

const valuesOf = (fields: Fields, path: string): readonly string[] => {
  const own = fields.get(path)?.values;
  return own ?? (fields.has(`${path}[]`) ? valuesOf(fields, `${path}[]`) : []);
};

function typeName(fields: Fields, path: string): string {
  const { types = [], format = "" } = fields.get(path) ?? {};
  const names = types.map((type) => {
    if (type === "array") {
      const item = fields.has(`${path}[]`) ? typeName(fields, `${path}[]`) : "unknown";
      return item.includes(" ") ? `(${item})[]` : `${item}[]`;
    }
    if (type === "string" && format === "binary") return "Blob | Uint8Array | ReadableStream";
    return type === "integer" ? "number" : type;
  });
  return [...new Set(names)].sort((a, b) => Number(a === "null") - Number(b === "null")).join(" | ") || "unknown";
}

const boundWords: Readonly<Record<string, string>> = {
  minimum: "at least",
  maximum: "at most",
  exclusiveMinimum: "more than",
  exclusiveMaximum: "less than",
  minLength: "at least … characters",
  maxLength: "at most … characters",
  minItems: "at least … items",
  maxItems: "at most … items",
  multipleOf: "a multiple of",
};

/** `minimum 1, maxLength 40` in words. A pattern is left to the text. */
function boundsText(bounds: string): string {
  const facts = bounds.matchAll(/(\w+) (-?[\d.]+)(?:, |$)/g);
  return [...facts]
    .flatMap(([, key = "", value = ""]) => {
      const words = boundWords[key];
      return words ? [words.includes("…") ? words.replace("…", value) : `${words} ${value}`] : [];
    })
    .join(", ");
}

/** The rows of several forms of the same thing: each field once, required where every form requires it. */
function mergeRows(forms: readonly (readonly Row[])[]): Row[] {
  const rows = new Map<string, Row>();
  const isRequired = (name: string): boolean =>
    forms.every((form) => form.some((row) => row.name === name && row.required));
  for (const row of forms.flat())
    if (!rows.has(row.name)) rows.set(row.name, { ...row, required: isRequired(row.name) });
  return [...rows.values()].sort((a, b) => Number(b.required) - Number(a.required));
}

/** The first sentence of a text. */
export function firstSentence(text: string): string {
  const line = text.split("\n")[0] ?? "";
  const end = /(?<!\b(?:e\.g|i\.e|etc|vs))[.!?](?=\s+[A-Z`(])/.exec(line);
  return end ? line.slice(0, end.index + 1) : line;
}

export type { Json };
