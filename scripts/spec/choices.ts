import { type Document, isObject, type Json, type JsonObject } from "./document.js";

/** Fields of which at most one may be given or, where `required`, exactly one (`x-telnyx-choices`). */
export interface Choice {
  readonly fields: readonly string[];
  readonly required: boolean;
}

export function choicesOf(schema: JsonObject): Choice[] {
  const list = schema["x-telnyx-choices"];
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map(({ fields, required }) => ({ fields: Array.isArray(fields) ? fields.map(String) : [], required: required === true }));
}

/**
 * Says the choices of every schema in JSON Schema, in place, for a validator: the fields leave `required`, and a `oneOf`
 * of single required fields (and of none of them, where no field has to be given) takes their place.
 */
export function expressChoices(document: Document): void {
  for (const schema of Object.values(document.components.schemas ?? {})) {
    const choices = choicesOf(schema);
    if (choices.length === 0) continue;
    const chosen = new Set(choices.flatMap(({ fields }) => fields));
    if (Array.isArray(schema.required)) schema.required = schema.required.filter((name) => !chosen.has(String(name)));
    const conditions = choices.map(({ fields, required }): Json => {
      const one = fields.map((field): Json => ({ required: [field] }));
      return { oneOf: required ? one : [...one, { not: { anyOf: one } }] };
    });
    schema.allOf = [...(Array.isArray(schema.allOf) ? schema.allOf : []), ...conditions];
  }
}
