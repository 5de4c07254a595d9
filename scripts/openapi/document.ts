/** The parts of an OpenAPI document that the tools touch by name; everything else is carried as plain data. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Document extends JsonObject {
  openapi: string;
  info: JsonObject;
  paths: { [path: string]: JsonObject };
  webhooks: { [eventType: string]: JsonObject };
  components: { [kind: string]: { [name: string]: JsonObject } };
}

export const httpMethods = ["get", "put", "post", "patch", "delete"] as const;
export type HttpMethod = (typeof httpMethods)[number];

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `#/components/schemas/A~1b` → `["components", "schemas", "A/b"]`. */
export const pointerSegments = (pointer: string): string[] =>
  pointer
    .replace(/^#?\//, "")
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));

export const pointerOf = (segments: readonly (string | number)[]): string =>
  `#/${segments.map((segment) => String(segment).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;

export function resolvePointer(document: JsonObject, pointer: string): Json | undefined {
  let node: Json | undefined = document;
  for (const segment of pointerSegments(pointer)) {
    if (Array.isArray(node)) node = node[Number(segment)];
    else node = isObject(node) && Object.hasOwn(node, segment) ? node[segment] : undefined;
  }
  return node;
}

/** Follows `$ref` until a node without one; `undefined` if it leads nowhere. */
export function dereference(document: JsonObject, node: Json | undefined): JsonObject | undefined {
  for (let depth = 0; isObject(node) && typeof node.$ref === "string" && depth < 50; depth++) {
    node = resolvePointer(document, node.$ref);
  }
  return isObject(node) ? node : undefined;
}

/** Keys whose value is data, not a part of the document: a `$ref` inside is text. */
const dataKeys = new Set(["enum", "default", "const", "example", "examples"]);
/** Keys whose value maps free names to nodes: a property called `enum` is a property. */
const nameMaps = new Set([
  "properties",
  "patternProperties",
  "schemas",
  "parameters",
  "responses",
  "requestBodies",
  "headers",
  "paths",
  "webhooks",
  "content",
  "$defs",
]);

/** Whether the keys of a node's value are free names, as those of `properties` are, and no words of OpenAPI. */
export const isNameMap = (key: string, value: Json | undefined): value is JsonObject =>
  nameMaps.has(key) && isObject(value);

/** Visits every object of a document that is a node of it, neither a map of names nor data. */
export function visitNodes(root: Json, visit: (node: JsonObject, at: (string | number)[]) => void): void {
  const walk = (node: Json, at: (string | number)[], names: boolean): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) walk(item, [...at, index], false);
      return;
    }
    if (!isObject(node)) return;
    if (!names) visit(node, at);
    for (const [key, value] of Object.entries(node)) {
      if (names || (!dataKeys.has(key) && !key.startsWith("x-")))
        walk(value, [...at, key], !names && isNameMap(key, value));
    }
  };
  walk(root, [], false);
}

/**
 * Visits every reference: `$ref` values and the targets of discriminator mappings. The visitor may return a new target.
 * A mapping may also give a schema's bare name, which is no reference and stays as it is.
 */
export function visitReferences(
  root: Json,
  visit: (reference: string, at: (string | number)[]) => string | undefined,
): void {
  visitNodes(root, (node, at) => {
    if (typeof node.$ref === "string") node.$ref = visit(node.$ref, [...at, "$ref"]) ?? node.$ref;
    if (typeof node.propertyName !== "string" || !isObject(node.mapping)) return;
    for (const [name, target] of Object.entries(node.mapping)) {
      if (typeof target === "string" && target.includes("/"))
        node.mapping[name] = visit(target, [...at, "mapping", name]) ?? target;
    }
  });
}

/** The event type that a webhook's body declares, read from `data.event_type` or, in the flat form, `event_type`. */
export function eventTypeOf(document: JsonObject, pathItem: Json | undefined): string | undefined {
  const body = dereference(document, dereference(document, dereference(document, pathItem)?.post)?.requestBody);
  const content = isObject(body?.content) ? Object.values(body.content)[0] : undefined;
  const schema = isObject(content) ? dereference(document, content.schema) : undefined;
  const property = (owner: JsonObject | undefined, name: string) =>
    isObject(owner?.properties) ? dereference(document, owner.properties[name]) : undefined;
  const declared = property(property(schema, "data"), "event_type") ?? property(schema, "event_type");
  if (typeof declared?.const === "string") return declared.const;
  const values = declared?.enum;
  return Array.isArray(values) && typeof values[0] === "string" ? values[0] : undefined;
}
