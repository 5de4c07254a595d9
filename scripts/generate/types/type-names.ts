import type ts from "typescript";
import { isIdentifier, pascalCase } from "../model/names.js";
import { isObject, isUnionOfObjects } from "./object-shape.js";
import type { TypeRole } from "./type-roles.js";

/** Names that schema.ts has or uses already. */
const foreign =
  "paths components operations Array ArrayBuffer ArrayBufferView Blob Error Extract NonNullable Omit Promise ReadableStream Record Response Uint8Array";

export interface TypeNames {
  /** The schemas of `components` by their places: `components["schemas"]["CallRequest"]`. */
  readonly schemas: ReadonlyMap<string, ts.TypeNode>;
  /** The names of types by their places. */
  readonly at: ReadonlyMap<string, string>;
  /** The wanted name, or one like it where that is taken. */
  free(wanted: string): string;
}

/** Gives schemas of objects their names: that of the only method that sends or returns one, or else that of the schema. */
export function chooseNames(
  schemas: ReadonlyMap<string, ts.TypeNode>,
  roles: readonly TypeRole[],
  reserved: readonly string[],
): TypeNames {
  const taken = new Set([...foreign.split(" "), ...reserved, ...roles.map(({ name }) => name)]);
  const at = new Map<string, string>();
  const free = (wanted: string): string => {
    const first = isIdentifier(wanted) ? wanted : `_${wanted}`;
    let name = first;
    for (let count = 2; taken.has(name); count++) name = `${first}${count}`;
    taken.add(name);
    return name;
  };
  const owners = roles.filter(({ owns }) => owns);
  const uses = owners.flatMap(({ expressions }) => expressions.map(placeOf));
  for (const { name, expressions } of owners) {
    const [place = ""] = expressions.map(placeOf);
    if (expressions.length === 1 && uses.filter((use) => use === place).length === 1) at.set(place, name);
  }
  for (const [place, type] of schemas)
    if (!at.has(place) && (isObject(type) || isUnionOfObjects(type))) at.set(place, free(nameFromPlace(place)));
  return { schemas, at, free };
}

/** The place of the type that an expression gives, without the words around it. */
const placeOf = (expression: string): string => expression.replaceAll(/NonNullable<|>/g, "");

/** The name of what no method names: that of the schema or the operation, and the field that holds it. */
export function nameFromPlace(place: string): string {
  const keys = [...place.matchAll(/\["?(.*?)"?\]/g)].map(([, key = ""]) => key);
  // Upstream calls the parameter `page` of a service `call-control_PageConsolidated`.
  if (keys[0] === "parameters") return pascalCase(`${keys[1]?.replace(/^[a-z-]+_|Consolidated$/g, "")}_parameter`);
  const [first = "", ...inner] = place.startsWith("components") ? keys.slice(1) : keys;
  return pascalCase(`${first}_${inner.at(-1) ?? ""}`);
}
