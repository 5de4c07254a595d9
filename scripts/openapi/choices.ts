import { type Document, isObject, type Json, type JsonObject } from "./document.js";

/** Fields of which at most one may be given or, where `required`, exactly one (`x-telnyx-choices`). */
export interface Choice {
  readonly fields: readonly string[];
  readonly required: boolean;
}

export function choicesOf(schema: JsonObject): Choice[] {
  const list = schema["x-telnyx-choices"];
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map(({ fields, required }) => ({
    fields: Array.isArray(fields) ? fields.map(String) : [],
    required: required === true,
  }));
}

/**
 * Says the choices of every schema in JSON Schema, in place: the fields leave `required`; `oneOf` asks for exactly one of
 * them, `not` forbids two at once.
 *
 * The extension exists because the document then keeps upstream's `required` as it is, while types and
 * validation follow the stronger rule.
 */
export function expressChoices(document: Document): void {
  for (const schema of Object.values(document.components.schemas ?? {})) {
    for (const { fields, required } of choicesOf(schema)) {
      if (Array.isArray(schema.required))
        schema.required = schema.required.filter((name) => !fields.includes(String(name)));
      const rule: JsonObject = required
        ? { oneOf: fields.map((field): Json => ({ required: [field] })) }
        : { not: { anyOf: pairs(fields).map((pair): Json => ({ required: pair })) } };
      if (Object.keys(rule).some((key) => schema[key] !== undefined))
        schema.allOf = [...(Array.isArray(schema.allOf) ? schema.allOf : []), rule];
      else Object.assign(schema, rule);
    }
  }
}

const pairs = (fields: readonly string[]): string[][] =>
  fields.flatMap((a, index) => fields.slice(index + 1).map((b) => [a, b]));
