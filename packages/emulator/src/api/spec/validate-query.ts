import { problems } from "../../world/problem.js";
import type { Operation } from "./operations.js";
import { toProblem, type Validator } from "./validation.js";

/** Checks the query of an operation, and makes numbers and booleans of the texts that stand for them. */
export function createQueryValidator(validator: Validator) {
  return (operation: Operation, query: Record<string, unknown>): Record<string, unknown> => {
    const unknown = Object.keys((query.filter ?? {}) as object).find(
      (name) => operation.filters && !operation.filters.has(name),
    );
    if (unknown !== undefined) throw problems.unknownFilter(unknown);
    const checked: Record<string, unknown> = { ...query };
    for (const [name, schema] of operation.query) {
      if (query[name] === undefined) continue;
      const { value, finding } = validator.coerce(schema, query[name]);
      if (finding) {
        const { pointer, detail } = finding;
        // A fault of the whole query has no name.
        const named = pointer === "/" ? { pointer: "", detail: detail.replace("'body'", `'${name}'`) } : { pointer };
        throw toProblem({ ...finding, ...named, pointer: `/${name}${named.pointer}` }, "query");
      }
      checked[name] = value;
    }
    return checked;
  };
}
