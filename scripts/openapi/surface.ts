import { dereference, type HttpMethod, httpMethods, isObject, type Json, type JsonObject } from "./document.js";
import { anonymous, type DomainOperation, type DomainTable, ownerOfEvent, ownerOfPath } from "./domains.js";
import { type Field, type Fields, fieldsOf, wholeField } from "./fields.js";
import { findEvents } from "./find-events.js";

/** Everything that a user of the packages can reach: the voice family's operations and events, without the names of schemas. */
export interface Surface {
  /** `POST /calls/{}/actions/answer` → operation. */
  readonly operations: ReadonlyMap<string, OperationSurface>;
  readonly events: ReadonlyMap<string, EventSurface>;
}

export interface OperationSurface {
  readonly package: string;
  /** Name of the method; undefined where no package claims the operation. */
  readonly method: string | undefined;
  readonly path: string;
  readonly request: Fields;
  /** How each query parameter with parts is written: `filter` → `flat` (`filter[name]` parameters) or `deep` (one object). */
  readonly queryShapes: ReadonlyMap<string, "flat" | "deep">;
  /** How a query parameter is written where it is not the usual way: `explode false`. */
  readonly queryStyles: ReadonlyMap<string, string>;
  /** Media types of the body, sorted. */
  readonly media: string;
  readonly response: Fields;
  /** Statuses of success, sorted. */
  readonly statuses: readonly string[];
  readonly deprecated: boolean;
  readonly text: string;
}

export interface EventSurface {
  readonly package: string;
  readonly fields: Fields;
  readonly text: string;
}

/** Reads the surface of an upstream document or of an effective one; `table` says whose each operation and event is. */
export function surfaceOf(document: JsonObject, table: DomainTable): Surface {
  const operations = new Map<string, OperationSurface>();
  for (const [path, rawItem] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    const item = dereference(document, rawItem);
    for (const method of httpMethods) {
      const operation = dereference(document, item?.[method]);
      const owner = operation && ownerOfPath(table, path);
      if (!operation || !owner) continue;
      operations.set(`${method.toUpperCase()} ${anonymous(path)}`, {
        ...operationSurface(document, path, operation, item?.parameters, owner),
        method: nameOf(operation, table, method, path),
      });
    }
  }
  const events = new Map<string, EventSurface>();
  for (const [type, event] of findEvents(document)) {
    const owner = ownerOfEvent(table, type);
    if (owner)
      events.set(type, {
        package: owner,
        fields: fieldsOf(document, bodySchema(document, event)),
        text: wordsOf(event),
      });
  }
  return { operations, events };
}

/** The name that the document gives, else the one that the table does. */
function nameOf(operation: JsonObject, table: DomainTable, method: HttpMethod, path: string): string | undefined {
  const named = operation["x-telnyx-method"];
  if (isObject(named)) return String(named.name);
  const isIt = (claim: DomainOperation) => claim.method === method && anonymous(claim.path) === anonymous(path);
  return table.domains.flatMap(({ operations }) => operations).find(isIt)?.name;
}

const wordsOf = (node: JsonObject): string =>
  [node.summary, node.description, node["x-telnyx-allowed"]].filter((text) => typeof text === "string").join("\n");

function bodySchema(document: JsonObject, operation: JsonObject): Json | undefined {
  const body = dereference(document, operation.requestBody);
  return mediaSchema(body?.content);
}

const contentOf = (content: Json | undefined): JsonObject => (isObject(content) ? content : {});

/** How a parameter is written, where that is neither OpenAPI's default nor an object in brackets. */
const styleOf = ({ style, explode }: JsonObject): string =>
  [
    ...(style !== undefined && style !== "form" && style !== "deepObject" && style !== "simple"
      ? [`style ${style}`]
      : []),
    ...(explode === false && style !== "deepObject" ? ["explode false"] : []),
  ].join(", ");

const mediaSchema = (content: Json | undefined): Json | undefined => {
  const media = isObject(content) ? (content["application/json"] ?? Object.values(content)[0]) : undefined;
  return isObject(media) ? media.schema : undefined;
};

function operationSurface(
  document: JsonObject,
  path: string,
  operation: JsonObject,
  shared: Json | undefined,
  owner: string,
): Omit<OperationSurface, "method"> {
  const request = new Map<string, Field>();
  const queryShapes = new Map<string, "flat" | "deep">();
  const queryStyles = new Map<string, string>();
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  for (const raw of [
    ...(Array.isArray(shared) ? shared : []),
    ...(Array.isArray(operation.parameters) ? operation.parameters : []),
  ]) {
    const parameter = dereference(document, raw);
    // Methods take path parameters in their order, whatever they are called.
    if (parameter?.in === "path")
      request.set(`path.${inPath.indexOf(String(parameter.name))}`, {
        ...wholeField(document, parameter.schema),
        // Methods take strings and numbers; bounds and formats are described where a value is not in the address.
        ...{ format: "", bounds: "", default: "" },
        text: String(parameter.description ?? ""),
      });
    if (!parameter || (parameter.in !== "query" && parameter.in !== "header")) continue;
    const style = styleOf(parameter);
    if (style) queryStyles.set(String(parameter.name), style);
    const name = String(parameter.name).replace(/\[\]$/, "");
    const flat = /^([^[]+)((?:\[[^\]]+\])+)$/.exec(name);
    if (flat?.[1]) queryShapes.set(flat[1], "flat");
    const parts = fieldsOf(document, parameter.schema);
    if (!flat && parts.size > 0 && ![...parts.keys()].every((key) => key.startsWith("[]")))
      queryShapes.set(name, "deep");
    const dotted = `${String(parameter.in)}.${name.replaceAll("[", ".").replaceAll("]", "")}`;
    const leaves = [...parts].filter(([key, field]) => !field.types.includes("object") && !key.endsWith("[]"));
    if (leaves.length === 0)
      request.set(dotted, {
        ...wholeField(document, parameter.schema),
        required: parameter.required === true,
        text: String(parameter.description ?? ""),
      });
    for (const [key, field] of leaves) request.set(`${dotted}.${key}`, field);
  }
  const body = bodySchema(document, operation);
  // The body's own facts; that it is there at all shows in its fields.
  if (body !== undefined) request.set("body", { ...wholeField(document, body), text: "" });
  for (const [key, field] of fieldsOf(document, body)) request.set(`body.${key}`, field);

  const successes = Object.entries(isObject(operation.responses) ? operation.responses : {})
    .filter(([code]) => code.startsWith("2"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const answers = successes.flatMap(([, answer]) => mediaSchema(dereference(document, answer)?.content) ?? []);
  return {
    package: owner,
    path,
    request,
    queryShapes,
    queryStyles,
    media: Object.keys(contentOf(dereference(document, operation.requestBody)?.content))
      .sort()
      .join(", "),
    response: fieldsOf(document, answers.length > 1 ? { anyOf: answers } : answers[0]),
    statuses: successes.map(([code]) => code),
    deprecated: operation.deprecated === true,
    text: wordsOf(operation),
  };
}
