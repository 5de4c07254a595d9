import type ts from "typescript";
import { elementOf, membersOf, propertiesOf, textOf } from "./type-members.js";

const deepest = 8;

/**
 * Writes values of a type the way programs do: objects as literals with every field, everything else through
 * `given<type>()`, so that each value that could be given before must still be taken.
 */
export function createSender(checker: ts.TypeChecker) {
  /** In how many ways a value has to be written so that each member of each union comes in one of them. */
  function ways(type: ts.Type, depth = 0, within: readonly ts.Type[] = []): number {
    if (depth > deepest || within.includes(type)) return 1;
    const { leaves, arrays, objects, isNull } = membersOf(checker, [type]);
    const inner = [
      ...(leaves.length > 0 || isNull ? [1] : []),
      ...arrays.map((array) =>
        Math.max(1, ...elementOf(checker, array).map((item) => ways(item, depth + 1, [...within, type]))),
      ),
      ...objects.map((object) =>
        Math.max(
          1,
          ...propertiesOf(checker, object).map((property) => ways(property.type, depth + 1, [...within, type])),
        ),
      ),
    ];
    return inner.length * Math.max(1, ...inner) || 1;
  }

  /** The value in its nth way; from the depth `least` on without what may be left out. Undefined where the type has no value. */
  function value(
    type: ts.Type,
    way: number,
    least: number,
    depth = 0,
    within: readonly ts.Type[] = [],
  ): string | undefined {
    const { leaves, arrays, objects, isNull } = membersOf(checker, [type]);
    const plain = [...leaves.map((leaf) => textOf(checker, leaf)), ...(isNull ? ["null"] : [])];
    const kinds = [...(plain.length > 0 ? ["plain" as const] : []), ...arrays, ...objects];
    if (kinds.length === 0) return undefined;
    const chosen = kinds[way % kinds.length];
    const rest = Math.floor(way / kinds.length);
    if (chosen === "plain" || chosen === undefined) return `given<${plain.join(" | ")}>()`;
    // An object in itself, or too deep, has a name at most, which the program does not import.
    if (depth > deepest || within.includes(type)) return "given<any>()";
    if (arrays.includes(chosen)) {
      const [item] = elementOf(checker, chosen);
      return `[${(item && value(item, rest, least, depth + 1, [...within, type])) ?? ""}]`;
    }
    const fields = propertiesOf(checker, chosen).flatMap(({ name, type: field, optional }) => {
      const text = depth >= least && optional ? undefined : value(field, rest, least, depth + 1, [...within, type]);
      return text === undefined ? [] : [`${JSON.stringify(name)}: ${text}`];
    });
    const index = chosen.getStringIndexType();
    const free = index && depth < least ? value(index, rest, least, depth + 1, [...within, type]) : undefined;
    return `{ ${[...fields, ...(free ? [`"a free name": ${free}`] : [])].join(", ")} }`;
  }

  return { ways, value };
}
