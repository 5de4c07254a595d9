import { stringify } from "yaml";
import { isObject, type Json } from "./document.js";

const rootOrder = ["openapi", "info", "servers", "security", "paths", "webhooks", "components"];

/** Stable YAML: the root in OpenAPI's usual order, every other mapping sorted by key. */
export function toYaml(document: Json, header = ""): string {
  const body = stringify(sortKeys(document, rootOrder), { lineWidth: 0, aliasDuplicateObjects: false });
  return header + body;
}

export function sortKeys(node: Json, first: readonly string[] = []): Json {
  if (Array.isArray(node)) return node.map((item) => sortKeys(item));
  if (!isObject(node)) return node;
  const rank = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([, value]) => !(first.length > 0 && isObject(value) && Object.keys(value).length === 0))
      .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map(([key, value]) => [key, sortKeys(value)]),
  );
}
