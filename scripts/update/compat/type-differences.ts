import type ts from "typescript";
import { elementOf, membersOf, propertiesOf, textOf } from "./type-members.js";

const deepest = 6;
const longest = 80;

/** Where two types differ, for a reader of a changelog: `a.b from string to string[]`, at most three of them. */
export function typeDifferences(
  before: { readonly checker: ts.TypeChecker; readonly type: ts.Type },
  after: { readonly checker: ts.TypeChecker; readonly type: ts.Type },
): string[] {
  const [old, now] = [leavesOf(before.checker, before.type), leavesOf(after.checker, after.type)];
  const differing = [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((path) => old.get(path) !== now.get(path));
  // Changes inside a field that came or went are not reported again.
  const outer = differing.filter(
    (path) =>
      !differing.some((other) => path !== other && /^[.[{]/.test(path.slice(other.length)) && path.startsWith(other)),
  );
  const sentences = outer.map((path) => `\`${path || "it"}\` from ${short(old.get(path))} to ${short(now.get(path))}`);
  return sentences.length > 3 ? [...sentences.slice(0, 3), `${sentences.length - 3} more`] : sentences;
}

const short = (text = "nothing"): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** The fields of a type by their paths, each with its type or, where it is looked into, what it may be. */
function leavesOf(checker: ts.TypeChecker, type: ts.Type): Map<string, string> {
  const leaves = new Map<string, string>();
  const visit = (types: readonly ts.Type[], path: string, optional: boolean, depth: number): void => {
    const { leaves: plain, arrays, objects, isNull } = membersOf(checker, types);
    const parts = [
      ...plain.map((leaf) => textOf(checker, leaf)).sort(),
      ...(arrays.length > 0 ? ["list"] : []),
      ...(objects.length > 0 ? ["object"] : []),
      ...(isNull ? ["null"] : []),
    ];
    leaves.set(path, `${[...new Set(parts)].join(" | ")}${optional ? ", optional" : ""}`);
    if (depth > deepest) return;
    const items = arrays.flatMap((array) => elementOf(checker, array));
    if (items.length > 0) visit(items, `${path}[]`, false, depth + 1);
    const fields = new Map<string, { types: ts.Type[]; optional: boolean }>();
    for (const object of objects) {
      for (const { name, type: field, optional: isOptional } of propertiesOf(checker, object)) {
        const known = fields.get(name) ?? { types: [], optional: false };
        fields.set(name, { types: [...known.types, field], optional: known.optional || isOptional });
      }
      const values = object.getStringIndexType();
      if (values) visit([values], `${path}{}`, false, depth + 1);
    }
    for (const [name, field] of fields)
      if (!field.types.some((each) => each.getCallSignatures().length > 0))
        visit(field.types, path ? `${path}.${name}` : name, field.optional, depth + 1);
  };
  visit([type], "", false, 0);
  return leaves;
}
