import { dereference, isObject, type Json, type JsonObject } from "./document.js";

/** The literal values that the members of unions carry: component reference → property → values. */
export type DiscriminatorValues = Map<string, Map<string, string[]>>;

/**
 * Collects what the document's discriminators say about the components that they tell apart.
 *
 * A member that is itself a union (a speech engine with two models, say) hands the value on to its own members.
 */
export function discriminatorValues(document: JsonObject): DiscriminatorValues {
  const found: DiscriminatorValues = new Map();

  const give = (reference: string, property: string, value: string): void => {
    const target = dereference(document, { $ref: reference });
    const members = unionReferences(target);
    if (target?.properties === undefined && members.length > 0) {
      for (const member of members) give(member, property, value);
      return;
    }
    const values = found.get(reference) ?? new Map<string, string[]>();
    const list = values.get(property) ?? [];
    if (!list.includes(value)) values.set(property, [...list, value].sort());
    found.set(reference, values);
  };

  const visit = (node: Json): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    if (!isObject(node)) return;
    nameMembers(node);
    for (const value of Object.values(node)) visit(value);
  };
  const nameMembers = (schema: JsonObject): void => {
    const discriminator = isObject(schema.discriminator) ? schema.discriminator : {};
    const property = discriminator.propertyName;
    if (typeof property !== "string") return;
    const mapping = Object.entries(isObject(discriminator.mapping) ? discriminator.mapping : {});
    const mapped = mapping.map(([value, target]) => ({ value, reference: referenceTo(String(target)) }));
    for (const { value, reference } of mapped) give(reference, property, value);
    for (const reference of unionReferences(schema)) {
      if (mapped.some((entry) => entry.reference === reference) || declares(document, reference, property)) continue;
      give(reference, property, reference.split("/").at(-1) ?? "");
    }
  };
  visit(document);
  return found;
}

/** A mapping names a component by reference or by its bare name. */
const referenceTo = (target: string): string => (target.startsWith("#") ? target : `#/components/schemas/${target}`);

const unionReferences = (schema: JsonObject | undefined): string[] =>
  [schema?.oneOf, schema?.anyOf]
    .flatMap((members) => (Array.isArray(members) ? members : []))
    .flatMap((member) => (isObject(member) && typeof member.$ref === "string" ? [member.$ref] : []));

function declares(document: JsonObject, reference: string, property: string): boolean {
  const target = dereference(document, { $ref: reference });
  const declared = isObject(target?.properties) ? dereference(document, target.properties[property]) : undefined;
  return declared?.const !== undefined || Array.isArray(declared?.enum);
}

/** A member of a union with the values that distinguish it, required, and closed in both directions. */
export function withDiscriminator(
  document: JsonObject,
  component: JsonObject,
  values: Map<string, string[]> | undefined,
): JsonObject {
  if (!values) return component;
  const properties: JsonObject = { ...(isObject(component.properties) ? component.properties : {}) };
  for (const [name, literals] of values) {
    const { const: _const, ...declared } = dereference(document, properties[name]) ?? {};
    properties[name] = { ...declared, type: "string", enum: literals, "x-closed": true };
  }
  const required = Array.isArray(component.required) ? component.required.map(String) : [];
  return { ...component, properties, required: [...new Set([...required, ...values.keys()])] };
}
