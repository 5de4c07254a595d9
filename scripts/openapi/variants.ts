import { isObject, type Json, type JsonObject } from "./document.js";

/** A choice between fields that an object schema makes, as the variants that TypeScript can tell apart. */
export interface Choice {
  /** Every field that some variant needs or forbids. */
  readonly fields: readonly string[];
  readonly variants: readonly Variant[];
}

export interface Variant {
  readonly needs: readonly string[];
  readonly forbids: readonly string[];
}

const assertionKeys = new Set(["required", "not", "properties", "type", "title", "description"]);

/**
 * Reads what an object schema says about fields that need or exclude each other, and returns it apart from the rest.
 *
 * Understood are `oneOf` and `anyOf` whose members only name `required` or forbidden fields, `not: { required: [a, b] }`
 * and an `anyOf` of such below `not`, alone or inside `allOf`. Anything else is left in the schema as it is.
 */
export function readChoices(schema: JsonObject): { rest: JsonObject; choices: Choice[]; forbidden: string[] } {
  const rest = { ...schema };
  const choices: Choice[] = [];
  const pairs: string[][] = [];
  const forbidden: string[] = [];

  /** Takes what a schema asserts out of it; what it cannot read stays. */
  const take = (part: JsonObject): void => {
    for (const key of ["oneOf", "anyOf"] as const) {
      const members = part[key];
      if (!Array.isArray(members) || !members.every(isAssertion)) continue;
      delete part[key];
      choices.push(choiceOf(members, key === "oneOf"));
    }
    const sets = excludedSets(part.not);
    if (!sets) return;
    delete part.not;
    pairs.push(...sets.filter((set) => set.length === 2));
    forbidden.push(...sets.filter((set) => set.length === 1).flat());
  };
  take(rest);
  if (Array.isArray(rest.allOf)) {
    const members = rest.allOf.map((member) => (isObject(member) ? { ...member } : member));
    for (const member of members) if (isObject(member)) take(member);
    const left = members.filter((member) => !isObject(member) || Object.keys(member).length > 0);
    if (left.length > 0) rest.allOf = left;
    else delete rest.allOf;
  }
  choices.push(...exclusiveGroups(pairs).map(atMostOne));
  return { rest, choices, forbidden };
}

/** A schema that only says which fields are there, not what they are. */
function isAssertion(schema: Json): schema is JsonObject {
  if (!isObject(schema) || !Object.keys(schema).every((key) => assertionKeys.has(key))) return false;
  if (schema.required === undefined && schema.not === undefined && schema.properties === undefined) return false;
  if (schema.not !== undefined && !excludedSets(schema.not)) return false;
  return (
    schema.properties === undefined || (isObject(schema.properties) && Object.values(schema.properties).every(isNever))
  );
}

/** `false` and `{ not: {} }`: a field that must not be there. */
export const isNever = (schema: Json): boolean =>
  schema === false || (isObject(schema) && isObject(schema.not) && Object.keys(schema.not).length === 0);

const names = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The sets of fields that must not stand together, of `{ required }` or `{ anyOf: [{ required }, …] }` below a `not`. */
function excludedSets(not: Json | undefined): string[][] | undefined {
  if (!isObject(not)) return undefined;
  const members = Array.isArray(not.anyOf) && Object.keys(not).length === 1 ? not.anyOf : [not];
  const sets = members.map((member) =>
    isObject(member) && Object.keys(member).length === 1 ? names(member.required) : [],
  );
  return sets.every((set) => set.length === 1 || set.length === 2) ? sets : undefined;
}

function choiceOf(members: readonly JsonObject[], exclusive: boolean): Choice {
  const read = members.map((member) => ({
    needs: names(member.required),
    forbids: [
      ...(excludedSets(member.not) ?? []).filter((set) => set.length === 1).flat(),
      ...(isObject(member.properties) ? Object.keys(member.properties) : []),
    ],
  }));
  const variants = read.map(({ needs, forbids }): Variant => {
    // A second member would match too if its one missing field were there as well.
    const others = exclusive
      ? read.flatMap((other) => {
          const missing = other.needs.filter((field) => !needs.includes(field));
          return missing.length === 1 ? missing : [];
        })
      : [];
    return { needs, forbids: [...new Set([...forbids, ...others])] };
  });
  return { fields: [...new Set(variants.flatMap(({ needs, forbids }) => [...needs, ...forbids]))], variants };
}

/** Fields of which every two exclude each other form one group; any other pair stays a group of its own. */
function exclusiveGroups(pairs: readonly string[][]): string[][] {
  const key = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);
  const excluded = new Set(pairs.map(([a = "", b = ""]) => key(a, b)));
  const groups: string[][] = [];
  for (const [a = "", b = ""] of pairs) {
    for (const field of [a, b]) {
      const other = field === a ? b : a;
      const home = groups.find(
        (group) =>
          group.includes(other) && group.every((member) => member === field || excluded.has(key(member, field))),
      );
      if (home && !home.includes(field)) home.push(field);
    }
    if (!groups.some((group) => group.includes(a) && group.includes(b))) groups.push([a, b]);
  }
  return groups;
}

const atMostOne = (fields: readonly string[]): Choice => ({
  fields,
  variants: fields.map((field) => ({ needs: [], forbids: fields.filter((other) => other !== field) })),
});
