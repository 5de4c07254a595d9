import { type Document, dereference, isObject, type Json, type JsonObject } from "../openapi/document.js";
import { readChoices } from "../openapi/variants.js";

/**
 * A value that a schema allows: every field that may stand there, one item an array, the first of alternatives.
 *
 * For tests that must send something right for operations that they do not know.
 */
export function sampleOf(document: Document, schema: Json | undefined, depth = 0): Json {
  const node = dereference(document, schema);
  if (!node || depth > 6) return "sample";
  if (node.const !== undefined) return node.const;
  if (Array.isArray(node.enum)) return node.enum[0] ?? null;
  const { rest, choices } = readChoices(node);
  const members = [rest.oneOf, rest.anyOf].flatMap((union) => (Array.isArray(union) ? union : []));
  const parts = Array.isArray(rest.allOf) ? rest.allOf : [];
  if (members.length > 0 || parts.length > 0) {
    const [member] = members;
    const picked = [...parts, ...(member === undefined ? [] : [member])].map((part) =>
      sampleOf(document, part, depth + 1),
    );
    const own = rest.properties === undefined ? {} : sampleObject(document, rest, [], depth);
    const [only] = picked;
    if (picked.length === 1 && only !== undefined && !isObject(only)) return only;
    return Object.assign(own, literalsOf(node, member), ...picked.filter(isObject));
  }
  const forbidden = choices.flatMap(({ variants }) => variants[0]?.forbids ?? []);
  return samplePlain(document, rest, forbidden, depth);
}

function samplePlain(document: Document, schema: JsonObject, forbidden: readonly string[], depth: number): Json {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  if (type === "object" || (type === undefined && isObject(schema.properties)))
    return sampleObject(document, schema, forbidden, depth);
  if (type === "array") return [sampleOf(document, schema.items ?? { type: "string" }, depth + 1)];
  if (type === "integer" || type === "number")
    return Math.max(Number(schema.minimum ?? 1), Math.min(1, Number(schema.maximum ?? 1)));
  if (type === "boolean") return true;
  return sampleText(schema);
}

function sampleObject(document: Document, schema: JsonObject, forbidden: readonly string[], depth: number): JsonObject {
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  const given = properties.filter(([name]) => !forbidden.includes(name) && (depth < 4 || required.includes(name)));
  return Object.fromEntries(given.map(([name, property]) => [name, sampleOf(document, property, depth + 1)]));
}

/** The discriminator of the member that was picked. */
function literalsOf(schema: JsonObject, member: Json | undefined): JsonObject {
  const discriminator = isObject(schema.discriminator) ? schema.discriminator : {};
  const mapping = Object.entries(isObject(discriminator.mapping) ? discriminator.mapping : {});
  const value = mapping.find(([, target]) => isObject(member) && target === member.$ref)?.[0];
  return typeof discriminator.propertyName === "string" && value !== undefined
    ? { [discriminator.propertyName]: value }
    : {};
}

const formats: Record<string, string> = {
  uuid: "6f8e6b4c-9d1f-4c1e-8f0a-2b6d1c0e9a11",
  "date-time": "2026-01-02T03:04:05Z",
  date: "2026-01-02",
  uri: "https://example.com/sample",
  url: "https://example.com/sample",
  email: "someone@example.com",
};

function sampleText({ format, pattern, minLength, maxLength }: JsonObject): string {
  const known = formats[String(format)];
  if (known !== undefined) return known;
  if (typeof pattern === "string") return samplePattern(pattern);
  const text = "sample".padEnd(Number(minLength ?? 0), "x");
  return text.slice(0, Number(maxLength ?? text.length));
}

/** Texts for the few patterns that the document has; the validation of the sample reports a new one. */
function samplePattern(pattern: string): string {
  return (
    ["sample", "wss://example.com/sample", "https://example.com/sample", "+12025550101", "123", "a"].find((text) =>
      new RegExp(pattern).test(text),
    ) ?? "sample"
  );
}
