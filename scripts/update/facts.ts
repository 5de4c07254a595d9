import { STATUS_CODES } from "node:http";
import { isObject, type Json, type JsonObject } from "../openapi/document.js";

/**
 * Keeps the facts of an OpenAPI node and drops the prose: descriptions, titles, examples and vendor extensions go,
 * paths, types, enums, formats, bounds, defaults and deprecations stay. OpenAPI 3.0 spellings become those of 3.1, and
 * lists whose order means nothing are sorted, so that the same facts always give the same text.
 */
export const schemaFacts = (schema: Json): Json => {
  if (!isObject(schema)) return schema;
  const facts: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (prose.has(key) || key.startsWith("x-")) continue;
    if (schemaMaps.has(key) && isObject(value)) facts[key] = mapValues(value, schemaFacts);
    else if (schemaLists.has(key) && Array.isArray(value)) facts[key] = value.map(schemaFacts);
    else if (schemaNodes.has(key)) facts[key] = schemaFacts(value);
    else if ((key === "enum" || key === "required") && Array.isArray(value)) facts[key] = sorted([...new Set(value)]);
    else facts[key] = value;
  }
  return modernise(facts);
};

const prose = new Set(["description", "title", "example", "examples", "externalDocs", "summary", "$comment", "xml"]);
const schemaMaps = new Set(["properties", "patternProperties", "$defs", "dependentSchemas"]);
const schemaLists = new Set(["allOf", "oneOf", "anyOf", "prefixItems"]);
const schemaNodes = new Set([
  "items",
  "additionalProperties",
  "not",
  "contains",
  "propertyNames",
  "if",
  "then",
  "else",
  "unevaluatedProperties",
]);

/** OpenAPI 3.0 `nullable` and boolean exclusive bounds, as 3.1 writes them. */
function modernise(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema;
  if (nullable === true && typeof rest.type === "string") rest.type = [rest.type, "null"];
  if (nullable === true && Array.isArray(rest.enum) && !rest.enum.includes(null)) rest.enum = [...rest.enum, null];
  if (
    nullable === true &&
    rest.type === undefined &&
    (rest.$ref ?? rest.allOf ?? rest.oneOf ?? rest.anyOf) !== undefined
  ) {
    return { anyOf: [rest, { type: "null" }] };
  }
  for (const [exclusive, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (rest[exclusive] === true && rest[bound] !== undefined) {
      rest[exclusive] = rest[bound];
      delete rest[bound];
    } else if (typeof rest[exclusive] === "boolean") delete rest[exclusive];
  }
  return rest;
}

const mapValues = (map: JsonObject, change: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));

const sorted = (values: Json[]): Json[] => values.sort((a, b) => (String(a) < String(b) ? -1 : 1));

const isReference = (node: JsonObject): boolean => typeof node.$ref === "string";

export function parameterFacts(parameter: Json): Json {
  if (!isObject(parameter) || isReference(parameter))
    return isObject(parameter) ? { $ref: parameter.$ref as string } : parameter;
  const { name, in: where, required, deprecated, style, explode, allowReserved, schema, content } = parameter;
  return defined({
    name,
    in: where,
    required,
    deprecated,
    style,
    explode,
    allowReserved,
    schema: schema && schemaFacts(schema),
    content: content && contentFacts(content),
  });
}

export function requestBodyFacts(body: Json): Json {
  if (!isObject(body) || isReference(body)) return body;
  return defined({ required: body.required, content: body.content && contentFacts(body.content) });
}

export function responseFacts(response: Json, status: string): Json {
  if (!isObject(response) || isReference(response)) return response;
  return defined({
    // OpenAPI demands a description; the standard name of the status is a fact.
    description: STATUS_CODES[status] ?? "Any other status",
    headers: isObject(response.headers) ? mapValues(response.headers, headerFacts) : undefined,
    content: response.content && contentFacts(response.content),
  });
}

export function headerFacts(header: Json): Json {
  if (!isObject(header) || isReference(header)) return header;
  return defined({ required: header.required, schema: header.schema && schemaFacts(header.schema) });
}

function contentFacts(content: Json): Json {
  if (!isObject(content)) return content;
  return mapValues(content, (media) =>
    isObject(media) ? defined({ schema: media.schema && schemaFacts(media.schema), encoding: media.encoding }) : media,
  );
}

/** The facts of one operation, also of a webhook's. */
export function operationFacts(operation: JsonObject, inherited: Json[] = []): JsonObject {
  const own = Array.isArray(operation.parameters) ? operation.parameters : [];
  // A parameter of the operation takes the place of the path's with the same name.
  const byKey = new Map(
    [...inherited, ...own].map(parameterFacts).map((parameter) => [parameterKey(parameter), parameter]),
  );
  const parameters = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, parameter]) => parameter);
  return defined({
    operationId: operation.operationId,
    deprecated: operation.deprecated,
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: operation.requestBody && requestBodyFacts(operation.requestBody),
    responses: isObject(operation.responses)
      ? Object.fromEntries(
          Object.entries(operation.responses).map(([status, response]) => [status, responseFacts(response, status)]),
        )
      : undefined,
  });
}

const parameterKey = (parameter: Json): string =>
  isObject(parameter) ? String(parameter.$ref ?? `${parameter.in} ${parameter.name}`) : "";

/** The object without its undefined values. */
function defined(object: { [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
