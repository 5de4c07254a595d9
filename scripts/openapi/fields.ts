import { dereference, isObject, type Json, type JsonObject } from "./document.js";
import { type Choice, readChoices } from "./variants.js";

/** One field of a body, a query or an event, as a user meets it: flat, by its dotted path. */
export interface Field {
  /** JSON types, sorted; empty where anything goes. */
  readonly types: readonly string[];
  /** Values as JSON texts, sorted; undefined where the field is no enumeration. */
  readonly values: readonly string[] | undefined;
  readonly required: boolean;
  /** Whether an object takes fields that it does not declare. */
  readonly free: boolean;
  /** Pairs of fields that must not be given together, `url, text`. */
  readonly exclusive: readonly string[];
  /** Groups of fields of which one has to be given, `url | text`. */
  readonly needed: readonly string[];
  readonly format: string;
  readonly default: string;
  readonly bounds: string;
  readonly deprecated: boolean;
  readonly text: string;
}

export type Fields = ReadonlyMap<string, Field>;

const maximumDepth = 8;

/** Flattens a schema: `voice_settings.type`, `custom_headers[].name`, `webhook_urls{}` for the values of a map. The variants of a union are laid over one another. */
export function fieldsOf(document: JsonObject, schema: Json | undefined): Map<string, Field> {
  const fields = new Map<string, Field>();
  const visit = (shape: Shape, prefix: string, depth: number): void => {
    if (depth > maximumDepth) return;
    for (const [name, { schema: property, required, seen }] of shape.properties) {
      const path = prefix ? `${prefix}.${name}` : name;
      const inner = shapeOf(document, property, seen);
      fields.set(path, fieldOf(inner, required));
      visit(inner, path, depth + 1);
    }
    if (shape.items) {
      const inner = shapeOf(document, shape.items.schema, shape.items.seen);
      const path = `${prefix}[]`;
      if (prefix) fields.set(path, fieldOf(inner, false));
      visit(inner, path, depth + 1);
    }
    if (shape.mapped && prefix) {
      const inner = shapeOf(document, shape.mapped.schema, shape.mapped.seen);
      fields.set(`${prefix}{}`, fieldOf(inner, false));
      visit(inner, `${prefix}{}`, depth + 1);
    }
  };
  visit(shapeOf(document, schema, new Set()), "", 0);
  return fields;
}

/** The type of a whole schema, for bodies that are no objects. */
export const wholeField = (document: JsonObject, schema: Json | undefined): Field =>
  fieldOf(shapeOf(document, schema, new Set()), true);

interface Placed {
  readonly schema: Json;
  readonly seen: ReadonlySet<string>;
}

/** A schema with its references followed and its parts merged. */
interface Shape {
  types: Set<string>;
  values: Set<string> | undefined;
  properties: Map<string, Placed & { required: boolean }>;
  items: Placed | undefined;
  /** The values of a map. */
  mapped: Placed | undefined;
  free: boolean;
  exclusive: string[];
  needed: string[];
  facts: JsonObject;
}

const emptyShape = (): Shape => ({
  types: new Set(),
  values: undefined,
  properties: new Map(),
  items: undefined,
  mapped: undefined,
  free: false,
  exclusive: [],
  needed: [],
  facts: {},
});

function shapeOf(document: JsonObject, node: Json | undefined, seen: ReadonlySet<string>): Shape {
  if (!isObject(node)) return emptyShape();
  if (typeof node.$ref === "string") {
    if (seen.has(node.$ref)) return { ...emptyShape(), types: new Set(["object"]) };
    const target = shapeOf(document, dereference(document, { $ref: node.$ref }), new Set([...seen, node.$ref]));
    const { $ref, ...siblings } = node;
    return { ...target, facts: { ...target.facts, ...siblings } };
  }
  const { rest, choices } = readChoices(node);
  const required = new Set(Array.isArray(node.required) ? node.required : []);
  const shape: Shape = {
    types: new Set(typeof node.type === "string" ? [node.type] : Array.isArray(node.type) ? node.type.map(String) : []),
    values: Array.isArray(node.enum)
      ? new Set(node.enum.map((value) => JSON.stringify(value)))
      : node.const !== undefined
        ? new Set([JSON.stringify(node.const)])
        : undefined,
    properties: new Map(
      Object.entries(isObject(node.properties) ? node.properties : {}).map(([name, schema]) => [
        name,
        { schema, seen, required: required.has(name) },
      ]),
    ),
    items: isObject(node.items) ? { schema: node.items, seen } : undefined,
    mapped: isObject(node.additionalProperties) ? { schema: node.additionalProperties, seen } : undefined,
    free: isFree(node),
    exclusive: choices.flatMap(exclusivePairs),
    needed: choices.flatMap(({ variants }) => {
      const needs = variants.map((variant) => variant.needs.join(" + "));
      return needs.every(Boolean) ? [needs.sort().join(" | ")] : [];
    }),
    facts: node,
  };
  // OpenAPI 3.0 has a word of its own for it.
  if (node.nullable === true) shape.types.add("null");
  if (shape.types.size === 0 && shape.properties.size > 0) shape.types.add("object");
  for (const part of Array.isArray(rest.allOf) ? rest.allOf : []) combine(shape, shapeOf(document, part, seen), "all");
  for (const key of ["oneOf", "anyOf"] as const) {
    const variants = (Array.isArray(rest[key]) ? rest[key] : []).map((variant) => shapeOf(document, variant, seen));
    const [first, ...others] = variants;
    if (!first) continue;
    for (const variant of others) combine(first, variant, "any");
    combine(shape, first, "all");
  }
  return shape;
}

/** An object that declares no fields, or says that it takes others too. */
function isFree({ type, properties, additionalProperties, allOf, oneOf, anyOf }: JsonObject): boolean {
  if (additionalProperties === true || isObject(additionalProperties)) return true;
  const isObjectType = type === "object" || (Array.isArray(type) && type.includes("object"));
  const declares = isObject(properties) && Object.keys(properties).length > 0;
  return isObjectType && additionalProperties !== false && !declares && !(allOf ?? oneOf ?? anyOf);
}

/** Pairs of a choice's fields that no variant allows together. */
const exclusivePairs = ({ fields, variants }: Choice): string[] =>
  fields.flatMap((a, index) =>
    fields
      .slice(index + 1)
      .filter((b) => !variants.some(({ forbids }) => !forbids.includes(a) && !forbids.includes(b)))
      .map((b) => [a, b].sort().join(", ")),
  );

/** Lays another shape over this one: both hold (`all`), or either does (`any`). */
function combine(shape: Shape, other: Shape, how: "all" | "any"): void {
  if (how === "any" && (shape.values === undefined || other.values === undefined))
    shape.values = mergeNull(shape, other);
  else if (other.values) shape.values = new Set([...(shape.values ?? []), ...other.values]);
  for (const type of other.types) shape.types.add(type);
  for (const [name, property] of shape.properties)
    if (how === "any" && !other.properties.get(name)?.required)
      shape.properties.set(name, { ...property, required: false });
  for (const [name, property] of other.properties) {
    const known = shape.properties.get(name);
    const isRequired =
      how === "all" ? property.required || (known?.required ?? false) : property.required && (known?.required ?? false);
    const schema =
      known && JSON.stringify(known.schema) !== JSON.stringify(property.schema)
        ? { [how === "all" ? "allOf" : "anyOf"]: [known.schema, property.schema] }
        : property.schema;
    shape.properties.set(name, {
      schema,
      seen: new Set([...(known?.seen ?? []), ...property.seen]),
      required: isRequired,
    });
  }
  shape.items ??= other.items;
  shape.mapped ??= other.mapped;
  shape.free ||= other.free;
  for (const key of ["exclusive", "needed"] as const)
    shape[key] =
      how === "all"
        ? [...new Set([...shape[key], ...other[key]])]
        : shape[key].filter((one) => other[key].includes(one));
  shape.facts = { ...other.facts, ...shape.facts };
}

/** `anyOf: [enum, null]` stays an enumeration. */
function mergeNull(shape: Shape, other: Shape): Set<string> | undefined {
  const onlyNull = (candidate: Shape): boolean => candidate.types.size === 1 && candidate.types.has("null");
  if (onlyNull(other)) return shape.values;
  return onlyNull(shape) ? other.values : undefined;
}

const boundKeys = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "pattern",
  "multipleOf",
];

function fieldOf({ types, values, free, exclusive, needed, facts }: Shape, required: boolean): Field {
  const text = (value: Json | undefined): string => (value === undefined ? "" : JSON.stringify(value));
  return {
    types: [...types].sort(),
    values: values && [...values].sort(),
    required,
    free,
    exclusive: [...exclusive].sort(),
    needed: [...needed].sort(),
    format: typeof facts.format === "string" ? facts.format : "",
    default: text(facts.default),
    bounds: boundKeys.flatMap((key) => (facts[key] === undefined ? [] : [`${key} ${text(facts[key])}`])).join(", "),
    deprecated: facts.deprecated === true,
    text: typeof facts.description === "string" ? facts.description : "",
  };
}
