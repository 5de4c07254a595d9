import type ts from "typescript";
import { elementOf, membersOf, propertiesOf, textOf } from "./type-members.js";

const deepest = 8;

/**
 * Writes statements that read all of a value the way programs do: each field is taken as the type that it had, compared
 * with each of its known values, and looked into; only what could be missing is asked for first.
 */
export function createReader(checker: ts.TypeChecker) {
  let names = 0;

  function read(name: string, types: readonly ts.Type[], depth = 0, within: readonly ts.Type[] = []): string[] {
    const { leaves, arrays, objects, isNull, isUndefined } = membersOf(checker, types);
    const isOpen = leaves.some((leaf) => leaf.isIntersection());
    const literals = isOpen ? [] : leaves.filter((leaf) => leaf.isStringLiteral() || leaf.isNumberLiteral());
    const expected = [
      ...new Set(
        leaves.map((leaf) =>
          textOf(checker, leaf.isIntersection() ? (leaf.types[0] ?? leaf) : checker.getBaseTypeOfLiteralType(leaf)),
        ),
      ),
      ...(arrays.length > 0 ? ["readonly unknown[]"] : []),
      ...(objects.length > 0 ? ["object"] : []),
      ...(isNull ? ["null"] : []),
      ...(isUndefined ? ["undefined"] : []),
    ];
    const lines = expected.length > 0 ? [`take<${expected.join(" | ")}>(${name});`] : [];
    for (const literal of literals) lines.push(`void (${name} === ${textOf(checker, literal)});`);
    if (depth > deepest || objects.some((object) => within.includes(object))) return lines;
    const inner = [...within, ...objects];

    if (arrays.length > 0) {
      const item = `item${++names}`;
      const items = read(
        item,
        arrays.flatMap((array) => elementOf(checker, array)),
        depth + 1,
        inner,
      );
      const loop = `for (const ${item} of ${name}) {\n${items.join("\n")}\n}`;
      lines.push(
        leaves.length + objects.length > 0
          ? `if (Array.isArray(${name})) ${loop}`
          : guarded(isNull || isUndefined, name, loop),
      );
    }
    if (objects.length > 0) {
      const fields = readFields(name, objects, depth + 1, inner).join("\n");
      const isMixed = leaves.length + arrays.length > 0;
      const question = `typeof ${name} === "object" && ${name}${arrays.length > 0 ? ` && !Array.isArray(${name})` : ""}`;
      lines.push(
        isMixed ? `if (${question}) {\n${fields}\n}` : guarded(isNull || isUndefined, name, `{\n${fields}\n}`),
      );
    }
    return lines;
  }

  const guarded = (mayBeMissing: boolean, name: string, block: string): string =>
    mayBeMissing ? `if (${name}) ${block}` : block;

  /** Fields that every member has are read at once, the others where the object turns out to have them. */
  function readFields(name: string, objects: readonly ts.Type[], depth: number, within: readonly ts.Type[]): string[] {
    const fields = new Map<string, ReturnType<typeof propertiesOf>>();
    for (const object of objects)
      for (const property of propertiesOf(checker, object))
        fields.set(property.name, [...(fields.get(property.name) ?? []), property]);
    const lines = [...fields].flatMap(([key, found]) => {
      const types = found.map(({ type }) => type);
      if (types.some((type) => type.getCallSignatures().length > 0)) return [];
      const missing = found.some(({ optional }) => optional) ? ["undefined"] : [];
      const field = `field${++names}`;
      const body = [
        `const ${field} = ${name}[${JSON.stringify(key)}];`,
        ...readOptional(field, types, missing.length > 0, depth, within),
      ];
      return found.length === objects.length
        ? [`{\n${body.join("\n")}\n}`]
        : [`if (${JSON.stringify(key)} in ${name}) {\n${body.join("\n")}\n}`];
    });
    const [free] = objects.flatMap((object) => object.getStringIndexType() ?? []);
    if (free && objects.length === 1) {
      const field = `field${++names}`;
      lines.push(
        `{\nconst ${field} = ${name}["a free name"];`,
        ...readOptional(field, [free], true, depth, within),
        "}",
      );
    }
    return lines;
  }

  const readOptional = (
    name: string,
    types: readonly ts.Type[],
    optional: boolean,
    depth: number,
    within: readonly ts.Type[],
  ) => read(name, optional ? [...types, checker.getUndefinedType()] : types, depth, within);

  return { read };
}
