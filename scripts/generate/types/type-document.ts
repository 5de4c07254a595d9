import { Problem } from "../../cli/problem.js";
import { componentDirections, type Direction } from "../../openapi/directions.js";
import { discriminatorValues, withDiscriminator } from "../../openapi/discriminators.js";
import {
  type Document,
  httpMethods,
  isObject,
  type Json,
  type JsonObject,
  pointerOf,
  pointerSegments,
  resolvePointer,
} from "../../openapi/document.js";
import { isNever, readChoices } from "../../openapi/variants.js";
import { parametersOf } from "../model/parameters.js";
import { withPromisedFields } from "../model/promised-fields.js";
import { docText } from "./doc-comment.js";
import { propertyDoc } from "./property-doc.js";
import { valueTypes } from "./value-types.js";

/** The texts of the members of a type that JSON Schema cannot say. */
export const typeKey = "x-type";
/** Marks the properties that are sent. */
export const sentKey = "x-sent";

/**
 * A document for openapi-typescript: only what has a type, and for each place that takes a comment the whole of it as its
 * title, because openapi-typescript's own comments lose the words beside and behind references.
 *
 * `received` are schemas that no operation leads to, by the names that they get in the types: payloads of events.
 */
export function typeDocument(source: Document, received: Readonly<Record<string, JsonObject>> = {}): JsonObject {
  const directions = componentDirections(source, Object.values(received));
  const discriminators = discriminatorValues(source);
  const components: { [kind: string]: JsonObject } = {};

  const noted = (node: Json, converted: JsonObject): JsonObject => ({
    ...converted,
    title: docText(isObject(node) ? propertyDoc(source, node) : { text: "" }),
  });
  const reference = (target: string, wanted: Direction): string => {
    const [, kind = "", name = ""] = pointerSegments(target);
    const isSplit = directions.split.has(target);
    // A component that serves both directions is typed for the sender, who needs more facts.
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
    return noted(component, schema(withDiscriminator(source, component, values), direction));
  }

  /** A schema with nothing but its type. */
  function schema(node: Json, direction: Direction): JsonObject {
    if (isNever(node)) return typed("undefined");
    if (!isObject(node)) return {};
    if (typeof node.$ref === "string") return { $ref: reference(node.$ref, direction) };
    // The file of a form as core sends it, and core's result for a response that is no JSON.
    if (node.format === "binary" && node.type === "string")
      return direction === "sent"
        ? typed("Blob", "ArrayBuffer", "ArrayBufferView", "ReadableStream<Uint8Array>")
        : typed("Response");
    const values = valueTypes(node, direction);
    if (values) return typed(...values);
    const { rest, choices, forbidden } = readChoices(node);
    const result: JsonObject = {};
    for (const key of ["type", "nullable"]) if (rest[key] !== undefined) result[key] = rest[key];
    for (const key of ["allOf", "oneOf", "anyOf", "prefixItems"]) {
      const members = rest[key];
      if (Array.isArray(members)) result[key] = members.map((member) => schema(member, direction));
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
          if (direction === "received") return [name, noted(property, schema(property, direction))];
          if (forbids.includes(name)) return [name, typed("undefined")];
          return [name, { ...noted(property, schema(property, direction)), [sentKey]: true }];
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

  function convertParameter(parameter: JsonObject): JsonObject {
    if (typeof parameter.$ref === "string") return { $ref: reference(parameter.$ref, "sent") };
    const { name = "", required = false } = parameter;
    const type = schema(parameter.schema ?? true, "sent");
    return {
      name,
      in: parameter.in ?? "query",
      required,
      title: docText(propertyDoc(source, parameter)),
      schema: required === true ? type : { anyOf: [type, typed("undefined")] },
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
      const named = operation["x-telnyx-method"];
      const responses = Object.entries(isObject(operation.responses) ? operation.responses : {});
      converted[method] = {
        ...(isObject(named) && { operationId: named.name ?? "" }),
        title: docText({ text: typeof operation.summary === "string" ? operation.summary : "" }),
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
    components.schemas[name] = noted(payload, schema(payload, "received"));
  }
  for (const kind of Object.keys(components))
    components[kind] = Object.fromEntries(Object.entries(components[kind] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { openapi: "3.1.0", info: { title: "types", version: "0" }, paths, components };
}

function receivedName(document: Document, kind: string, name: string): string {
  let renamed = `${name}Received`;
  while (document.components[kind]?.[renamed] !== undefined) renamed += "_";
  return renamed;
}

const typed = (...members: string[]): JsonObject => ({ type: "string", [typeKey]: members });
