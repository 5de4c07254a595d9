import {
  type Document,
  httpMethods,
  isObject,
  type Json,
  type JsonObject,
  pointerOf,
  pointerSegments,
  resolvePointer,
} from "../spec/document.js";
import { Problem } from "../spec/problem.js";
import { componentDirections, type Direction, isOpenEnded } from "./directions.js";
import { discriminatorValues, withDiscriminator } from "./discriminators.js";
import type { Doc } from "./doc-comment.js";
import { parametersOf } from "./parameters.js";
import { withPromisedFields } from "./promised-fields.js";
import { propertyDoc } from "./property-doc.js";
import { isNever, readChoices } from "./variants.js";

/** What stands at a place of the types besides its type. */
export interface Note {
  readonly doc: Doc;
  /** An optional field that is sent may be given as `undefined`, which JSON leaves out. */
  readonly allowsUndefined: boolean;
}

/**
 * A document for openapi-typescript: only what has a type, no prose. Each place that takes a comment carries the number
 * of its note as title, so that the comment can be written by us, whole, after the types were made.
 */
export interface TypeDocument {
  readonly document: JsonObject;
  readonly notes: readonly Note[];
}

/** Marks a schema whose type JSON Schema cannot say. */
export const typeKey = "x-type";
export type SpecialType = "absent" | "open string" | "open number" | "upload" | "download";

export const noteTitle = (index: number): string => `note ${index};`;
export const noteOf = (comment: string): number | undefined => {
  const found = /note (\d+);/.exec(comment);
  return found ? Number(found[1]) : undefined;
};

/** `received` are schemas that no operation leads to, by the names that they get in the types: payloads of events. */
export function typeDocument(source: Document, received: Readonly<Record<string, JsonObject>> = {}): TypeDocument {
  const notes: Note[] = [];
  const directions = componentDirections(source, Object.values(received));
  const discriminators = discriminatorValues(source);
  const components: { [kind: string]: JsonObject } = {};

  const note = (doc: Doc, direction: Direction): string => {
    notes.push({ doc, allowsUndefined: direction === "sent" });
    return noteTitle(notes.length - 1);
  };
  const noted = (node: Json, converted: Json, direction: Direction): JsonObject => ({
    ...object(converted),
    ...(converted === false && { [typeKey]: "absent" satisfies SpecialType, type: "null" }),
    title: note(isObject(node) ? propertyDoc(source, node) : { text: "" }, direction),
  });
  const reference = (target: string, wanted: Direction): string => {
    const [, kind = "", name = ""] = pointerSegments(target);
    const isSplit = directions.split.has(target);
    // What stands once for both directions is typed for the sender, who is told more.
    const direction = isSplit ? wanted : directions.of(target).has("sent") ? "sent" : "received";
    const renamed = isSplit && direction === "received" ? receivedName(source, kind, name) : name;
    components[kind] ??= {};
    const group = components[kind];
    if (group[renamed] === undefined) {
      const component = resolvePointer(source, target) as JsonObject;
      group[renamed] = {};
      group[renamed] = convertComponent(kind, component, direction, discriminators.get(target));
    }
    return pointerOf(["components", kind, renamed]);
  };

  function convertComponent(
    kind: string,
    component: JsonObject,
    direction: Direction,
    values?: Map<string, string[]>,
  ): JsonObject {
    if (kind === "parameters") return convertParameter(component);
    if (kind === "requestBodies") return convertContent(component, "sent");
    if (kind === "responses") return convertContent(component, "received");
    return noted(component, schema(withDiscriminator(source, component, values), direction), direction);
  }

  /** A schema with nothing but its type. */
  function schema(node: Json, direction: Direction): Json {
    if (isNever(node)) return false;
    if (!isObject(node)) return true;
    if (typeof node.$ref === "string") return { $ref: reference(node.$ref, direction) };
    if (node.format === "binary" && node.type === "string")
      return special(direction === "sent" ? "upload" : "download", "string");
    if (Array.isArray(node.enum)) return enumeration(node, direction);
    const { rest, choices, forbidden } = readChoices(node);
    const result: JsonObject = {};
    for (const key of ["type", "const", "nullable"]) if (rest[key] !== undefined) result[key] = rest[key];
    for (const key of ["allOf", "oneOf", "anyOf", "prefixItems"]) {
      const members = rest[key];
      if (Array.isArray(members)) result[key] = members.map((member) => object(schema(member, direction)));
    }
    for (const key of ["items", "additionalProperties"]) {
      const part = rest[key];
      if (part !== undefined) result[key] = typeof part === "boolean" ? part : schema(part, direction);
    }
    const properties = isObject(rest.properties) ? rest.properties : {};
    const required = Array.isArray(rest.required) ? rest.required.map(String) : [];
    const applied = direction === "sent" ? choices : [];
    const chosen = new Set(applied.flatMap(({ fields }) => fields));
    const plain = Object.keys(properties).filter((name) => !chosen.has(name));
    const fields = (names: readonly string[], forbids: readonly string[]): JsonObject =>
      Object.fromEntries(
        names.map((name) => {
          const property = properties[name] ?? true;
          const barred = direction === "sent" && forbids.includes(name);
          return [
            name,
            barred ? noted(false, false, direction) : noted(property, schema(property, direction), direction),
          ];
        }),
      );
    if (plain.length > 0) result.properties = fields(plain, forbidden);
    if (required.length > 0) result.required = required.filter((name) => !chosen.has(name));
    const variants = applied.map((choice) => ({
      anyOf: choice.variants.map(({ needs, forbids }) => ({
        type: "object",
        properties: fields(choice.fields, forbids),
        required: choice.fields.filter(
          (name) => needs.includes(name) || (required.includes(name) && !forbids.includes(name)),
        ),
      })),
    }));
    if (variants.length > 0) result.allOf = [...(Array.isArray(result.allOf) ? result.allOf : []), ...variants];
    return result;
  }

  function enumeration(node: JsonObject, direction: Direction): JsonObject {
    const values = [...new Set(node.enum as Json[])];
    if (node.type === "boolean" && values.includes(true) && values.includes(false)) return { type: "boolean" };
    const closed: JsonObject = { ...(node.type !== undefined && { type: node.type }), enum: values };
    if (node.nullable === true) closed.nullable = true;
    if (direction === "sent" || node["x-closed"] === true || !isOpenEnded(node)) return closed;
    const isNumber = values.some((value) => typeof value === "number");
    return { anyOf: [closed, isNumber ? special("open number", "number") : special("open string", "string")] };
  }

  function convertParameter(parameter: JsonObject): JsonObject {
    if (typeof parameter.$ref === "string") return { $ref: reference(parameter.$ref, "sent") };
    const { name = "", required = false } = parameter;
    return {
      name,
      in: parameter.in ?? "query",
      required,
      title: note(propertyDoc(source, parameter), "sent"),
      schema: schema(parameter.schema ?? true, "sent"),
    };
  }

  /** A request body or a response. */
  function convertContent(node: JsonObject, direction: Direction): JsonObject {
    if (typeof node.$ref === "string") return { $ref: reference(node.$ref, direction) };
    const content = Object.entries(isObject(node.content) ? node.content : {}).map(([type, media]) => [
      type,
      isObject(media) && media.schema !== undefined ? { schema: schema(media.schema, direction) } : {},
    ]);
    return {
      ...(direction === "sent" ? { required: node.required === true } : { description: "" }),
      ...(content.length > 0 || direction === "sent" ? { content: Object.fromEntries(content) } : {}),
    };
  }

  const paths: JsonObject = {};
  for (const [path, item] of Object.entries(source.paths)) {
    const converted: JsonObject = {};
    for (const method of httpMethods) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const responses = Object.entries(isObject(operation.responses) ? operation.responses : {});
      converted[method] = {
        title: note({ text: typeof operation.summary === "string" ? operation.summary : "" }, "received"),
        parameters: parametersOf(source, item, operation).map(convertParameter),
        ...(isObject(operation.requestBody) && { requestBody: convertContent(operation.requestBody, "sent") }),
        responses: Object.fromEntries(
          responses.map(([status, response]) => [
            status,
            convertContent(withPromisedFields(source, operation, status, response), "received"),
          ]),
        ),
      };
    }
    paths[path] = converted;
  }
  for (const [name, payload] of Object.entries(received)) {
    components.schemas ??= {};
    if (components.schemas[name] !== undefined) {
      throw new Problem(
        "spec/fragments",
        `a component is called ${name}, as the payload of an event would be`,
        "Rename it in spec/overlays/corrections.",
      );
    }
    components.schemas[name] = noted(payload, schema(payload, "received"), "received");
  }
  for (const kind of Object.keys(components))
    components[kind] = Object.fromEntries(Object.entries(components[kind] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { document: { openapi: "3.1.0", info: { title: "types", version: "0" }, paths, components }, notes };
}

function receivedName(document: Document, kind: string, name: string): string {
  let renamed = `${name}Received`;
  while (document.components[kind]?.[renamed] !== undefined) renamed += "_";
  return renamed;
}

const object = (converted: Json): JsonObject => (isObject(converted) ? converted : {});
const special = (type: SpecialType, base: string): JsonObject => ({ [typeKey]: type, type: base });
