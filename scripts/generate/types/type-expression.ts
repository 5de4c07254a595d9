import { dereference, isObject, type Json, type JsonObject, pointerSegments } from "../../openapi/document.js";
import type { OperationModel } from "../model/operation-model.js";
import { successesOf } from "../model/operation-model.js";

/** The place of a type in schema.ts, as source text, with its schema. */
export interface TypeAt {
  readonly expression: string;
  readonly schema: JsonObject;
}

const index = (keys: readonly (string | number)[]): string => keys.map((key) => `[${JSON.stringify(key)}]`).join("");

/** A type by its place, or by the component's name where the place is only a reference to it. */
function typeAt(types: JsonObject, place: string, node: Json | undefined): TypeAt {
  if (isObject(node) && typeof node.$ref === "string") {
    const [root = "", ...segments] = pointerSegments(node.$ref);
    return { expression: `${root}${index(segments)}`, schema: dereference(types, node) ?? {} };
  }
  return { expression: place, schema: isObject(node) ? node : {} };
}

function operationAt(types: JsonObject, { name, method, path }: OperationModel): { place: string; node: JsonObject } {
  const item = isObject(types.paths) ? types.paths[path] : undefined;
  const node = isObject(item) ? item[method] : undefined;
  return { place: `operations${index([name])}`, node: isObject(node) ? node : {} };
}

/** The forms of a body, JSON first. */
export function bodyTypes(types: JsonObject, operation: OperationModel): TypeAt[] {
  const { place, node } = operationAt(types, operation);
  const written = isObject(node.requestBody) ? node.requestBody : {};
  const required = dereference(types, written)?.required === true;
  const body = typeAt(types, required ? `${place}["requestBody"]` : `NonNullable<${place}["requestBody"]>`, written);
  return contentTypes(types, body);
}

/** The JSON of the answers that mean success. */
export function responseTypes(types: JsonObject, operation: OperationModel): TypeAt[] {
  const { place, node } = operationAt(types, operation);
  const written = isObject(node.responses) ? node.responses : {};
  return successesOf(types, node).flatMap(([status]) =>
    contentTypes(types, typeAt(types, `${place}["responses"][${status}]`, written[status])),
  );
}

function contentTypes(types: JsonObject, owner: TypeAt): TypeAt[] {
  const content = isObject(owner.schema.content) ? Object.entries(owner.schema.content) : [];
  return content
    .sort(([a], [b]) => Number(b === "application/json") - Number(a === "application/json"))
    .map(([type, media]) =>
      typeAt(types, `${owner.expression}["content"]${index([type])}`, isObject(media) ? media.schema : undefined),
    );
}

/** The query as one object. */
export const queryType = (types: JsonObject, operation: OperationModel): string => {
  const query = `${operationAt(types, operation).place}["parameters"]["query"]`;
  return operation.required ? query : `NonNullable<${query}>`;
};

/** A property's type, through references and compositions; `undefined` where the schema has no such property. */
export function propertyType(types: JsonObject, owner: TypeAt, name: string): TypeAt | undefined {
  const { schema } = owner;
  const written = isObject(schema.properties) ? schema.properties[name] : undefined;
  const required = Array.isArray(schema.required) && schema.required.includes(name);
  const place = `${owner.expression}${index([name])}`;
  if (written !== undefined) return typeAt(types, required ? place : `NonNullable<${place}>`, written);
  const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
  for (const part of parts) {
    const found = propertyType(types, typeAt(types, owner.expression, part), name);
    if (found) return found;
  }
  return undefined;
}

export const itemType = (types: JsonObject, list: TypeAt): TypeAt =>
  typeAt(types, `${list.expression}[number]`, list.schema.items);
