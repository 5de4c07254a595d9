import {
  type Document,
  httpMethods,
  isObject,
  type Json,
  type JsonObject,
  resolvePointer,
  visitReferences,
} from "./document.js";

/** The side of a value: the application sends it (bodies, parameters) or receives it (responses, events). */
export type Direction = "sent" | "received";

/** Enums that a new value may join one day: two or more strings or numbers. One value alone is a constant. */
export const isOpenEnded = (schema: JsonObject): boolean =>
  Array.isArray(schema.enum) &&
  schema.enum.filter((value) => typeof value === "string" || typeof value === "number").length > 1;

export interface ComponentDirections {
  readonly of: (reference: string) => ReadonlySet<Direction>;
  /** Components that stand twice in the types, because what is sent is stricter than what is received. */
  readonly split: ReadonlySet<string>;
}

export function componentDirections(document: Document, receivedSchemas: readonly Json[]): ComponentDirections {
  const directions = new Map<string, Set<Direction>>();
  const reach = (node: Json | undefined, direction: Direction): void => {
    if (node === undefined) return;
    visitReferences(node, (reference) => {
      const known = directions.get(reference) ?? new Set();
      directions.set(reference, known);
      if (!known.has(direction)) {
        known.add(direction);
        reach(resolvePointer(document, reference), direction);
      }
      return undefined;
    });
  };
  for (const item of Object.values(document.paths)) {
    reach(item.parameters, "sent");
    for (const method of httpMethods) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      reach(operation.parameters, "sent");
      reach(operation.requestBody, "sent");
      reach(operation.responses, "received");
    }
  }
  for (const schema of receivedSchemas) reach(schema, "received");
  const both = [...directions].filter(([, known]) => known.size === 2).map(([reference]) => reference);
  return {
    of: (reference) => directions.get(reference) ?? new Set(),
    split: new Set(both.filter((reference) => holdsOpenEnum(document, reference))),
  };
}

function holdsOpenEnum(document: Document, reference: string): boolean {
  const seen = new Set<string>();
  const search = (pointer: string): boolean => {
    if (seen.has(pointer)) return false;
    seen.add(pointer);
    const target = resolvePointer(document, pointer);
    if (target === undefined) return false;
    const references: string[] = [];
    visitReferences(target, (inner) => void references.push(inner));
    return containsOpenEnum(target) || references.some(search);
  };
  return search(reference);
}

const containsOpenEnum = (node: Json): boolean => {
  if (Array.isArray(node)) return node.some(containsOpenEnum);
  return isObject(node) && (isOpenEnded(node) || Object.values(node).some(containsOpenEnum));
};
