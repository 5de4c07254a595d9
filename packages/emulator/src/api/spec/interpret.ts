import type { SchemaError } from "./finding.js";
import { formats } from "./formats.js";

type Schema = Readonly<Record<string, unknown>>;
type Container = Record<string | number, unknown>;

/**
 * Checks a value by walking through its schema, for runtimes that forbid the validator to compile one (Workers, pages
 * with a content security policy). It knows the keywords that the specification uses and stops at the first mistake.
 */
export function interpret(
  document: Schema,
  pointer: string,
  holder: { value: unknown },
  coerce: boolean,
): SchemaError[] {
  return check({ document, coerce }, resolve(document, { $ref: `#${pointer}` }), holder, "value", "");
}

interface Run {
  readonly document: Schema;
  readonly coerce: boolean;
}

function resolve(document: Schema, schema: Schema): Schema {
  const reference = schema.$ref;
  if (typeof reference !== "string") return schema;
  const keys = reference
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolve(document, keys.reduce((node: unknown, key) => (node as Schema)[key], document) as Schema);
}

function check(run: Run, given: Schema, parent: object, key: string | number, at: string): SchemaError[] {
  const schema = resolve(run.document, given);
  const container = parent as Container;
  if (run.coerce) container[key] = coerced(schema, container[key]);
  const data = container[key];
  const fail = (keyword: string, params: object, message: string): SchemaError[] => [
    { keyword, instancePath: at, params: { ...params }, message, schema: schema[keyword], data },
  ];
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(String(type), data))) {
    return fail("type", { type: types.join() }, `must be ${types.join()}`);
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(data))
    return fail("enum", { allowedValues: schema.enum }, "must be listed");
  if ("const" in schema && schema.const !== data)
    return fail("const", { allowedValue: schema.const }, "must be the constant");
  const found = checkScalar(schema, data);
  if (found) return fail(found.keyword, found.params, found.message);
  return [...checkParts(run, schema, data, at), ...checkAlternatives(run, schema, container, key, at, fail)].slice(
    0,
    50,
  );
}

interface Found {
  readonly keyword: string;
  readonly params: object;
  readonly message: string;
}

function checkScalar(schema: Schema, data: unknown): Found | undefined {
  const limit = (keyword: string) => Number(schema[keyword]);
  const found = (keyword: string, message: string): Found => ({ keyword, params: { limit: schema[keyword] }, message });
  if (typeof data === "number") {
    if (data < limit("minimum")) return found("minimum", `must be >= ${limit("minimum")}`);
    if (data > limit("maximum")) return found("maximum", `must be <= ${limit("maximum")}`);
  }
  if (typeof data === "string") {
    const length = [...data].length;
    if (length < limit("minLength"))
      return found("minLength", `must NOT have fewer than ${limit("minLength")} characters`);
    if (length > limit("maxLength"))
      return found("maxLength", `must NOT have more than ${limit("maxLength")} characters`);
    if (typeof schema.pattern === "string" && !new RegExp(schema.pattern, "u").test(data))
      return found("pattern", "must match pattern");
    const format = formats[String(schema.format)];
    const fits = format instanceof RegExp ? format.test(data) : typeof format === "function" ? format(data) : true;
    if (!fits)
      return { keyword: "format", params: { format: schema.format }, message: `must match format "${schema.format}"` };
  }
  if (Array.isArray(data)) {
    if (data.length < limit("minItems"))
      return found("minItems", `must NOT have fewer than ${limit("minItems")} items`);
    if (data.length > limit("maxItems")) return found("maxItems", `must NOT have more than ${limit("maxItems")} items`);
  }
  return undefined;
}

/** Required and described properties, and items; the first that is wrong. */
function checkParts(run: Run, schema: Schema, data: unknown, at: string): SchemaError[] {
  if (typeof data !== "object" || data === null) return [];
  if (Array.isArray(data))
    return firstOf(data.keys(), (index) =>
      schema.items ? check(run, schema.items as Schema, data, index, `${at}/${index}`) : [],
    );
  const missing = ((schema.required ?? []) as string[]).find((name) => (data as Container)[name] === undefined);
  if (missing !== undefined) {
    const error = { keyword: "required", params: { missingProperty: missing }, message: `must have ${missing}` };
    return [{ ...error, instancePath: at, schema: schema.required, data }];
  }
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const rest = typeof schema.additionalProperties === "object" ? (schema.additionalProperties as Schema) : undefined;
  return firstOf(Object.keys(data), (name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : rest;
    return property
      ? check(run, property, data, name, `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`)
      : [];
  });
}

function firstOf<T>(items: Iterable<T>, run: (item: T) => SchemaError[]): SchemaError[] {
  for (const item of items) {
    const errors = run(item);
    if (errors.length > 0) return errors;
  }
  return [];
}

type Fail = (keyword: string, params: object, message: string) => SchemaError[];

function checkAlternatives(
  run: Run,
  schema: Schema,
  container: Container,
  key: string | number,
  at: string,
  fail: Fail,
): SchemaError[] {
  const verdicts = (keyword: string) =>
    ((schema[keyword] ?? []) as Schema[]).map((one) => check(run, one, container, key, at));
  const all = verdicts("allOf").find((errors) => errors.length > 0);
  if (all) return all;
  for (const keyword of ["anyOf", "oneOf"]) {
    const errors = verdicts(keyword);
    const passing = errors.filter((one) => one.length === 0).length;
    if (errors.length === 0 || (keyword === "anyOf" ? passing > 0 : passing === 1)) continue;
    return [...errors.flat(), ...fail(keyword, {}, "must match a schema")];
  }
  if (schema.not && check(run, schema.not as Schema, container, key, at).length === 0)
    return fail("not", {}, "must NOT be valid");
  return [];
}

function isOf(type: string, data: unknown): boolean {
  if (type === "null") return data === null;
  if (type === "array") return Array.isArray(data);
  if (type === "object") return typeof data === "object" && data !== null && !Array.isArray(data);
  if (type === "integer") return Number.isInteger(data);
  return typeof data === type && (type !== "number" || Number.isFinite(data));
}

/** Texts of a query become what the schema wants, where they stand for it. */
function coerced(schema: Schema, data: unknown): unknown {
  if (typeof data !== "string") return data;
  const types = [schema.type].flat();
  if (types.includes("string")) return data;
  if ((types.includes("integer") || types.includes("number")) && data.trim() !== "" && Number.isFinite(Number(data)))
    return Number(data);
  if (types.includes("boolean") && (data === "true" || data === "false")) return data === "true";
  return data;
}
