import { dereference, isObject, type Json, type JsonObject } from "../../openapi/document.js";

/** A response with the fields that core makes sure of (`x-telnyx-response-requires`) as required ones. */
export function withPromisedFields(
  document: JsonObject,
  operation: JsonObject,
  status: string,
  response: Json,
): JsonObject {
  const fields = operation["x-telnyx-response-requires"];
  const target = dereference(document, response) ?? {};
  if (!Array.isArray(fields) || !status.startsWith("2") || !isObject(target.content)) return object(response);
  const content = Object.entries(target.content).map(([type, media]) => {
    const schema = fields.reduce<Json>(
      (required, field) => requireField(document, required, String(field).split(".")),
      object(media).schema ?? true,
    );
    return [type, { ...object(media), schema }];
  });
  return { ...target, content: Object.fromEntries(content) };
}

function requireField(document: JsonObject, schema: Json, [name = "", ...rest]: readonly string[]): Json {
  const target = dereference(document, schema) ?? {};
  const properties = object(target.properties ?? {});
  const property = properties[name] ?? true;
  const inner = rest.length > 0 ? requireField(document, property, rest) : property;
  // A component keeps its name in the types; its required fields follow beside it.
  if (object(schema).$ref !== undefined)
    return { allOf: [schema, { type: "object", properties: { [name]: inner }, required: [name] }] };
  const required = Array.isArray(target.required) ? target.required : [];
  return { ...target, properties: { ...properties, [name]: inner }, required: [...new Set([...required, name])] };
}

const object = (node: Json): JsonObject => (isObject(node) ? node : {});
