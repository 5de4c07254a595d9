import type { OperationPage, Row } from "./skills-model.js";

/** The parts that operations share, and objects that would bury the fields around them. Each has its own section. */
export interface Shared {
  /** Fields of an object that is large or is in more than one place, by the name of its section. */
  readonly objects: ReadonlyMap<string, readonly Row[]>;
  /** Long enumerations that are in more than one place, by the name of their section. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Fields that many operations have, with the same words. */
  readonly fields: readonly Row[];
  readonly objectOf: (row: Row) => string | undefined;
  readonly listOf: (row: Row) => string | undefined;
  readonly isField: (row: Row) => boolean;
}

const leastRows = 3;
/** So many fields stand apart even where they occur once. */
const manyRows = 12;
const leastValues = 10;
const leastOperations = 3;

/** Finds the parts to write apart: the same fields below two places, many fields below one, the same long list, the same field in many operations. */
export function findShared(operations: readonly OperationPage[]): Shared {
  const objects = new Collection<readonly Row[]>();
  const lists = new Collection<readonly string[]>();
  const fields = new Collection<Row>();
  const visit = (rows: readonly Row[], operation: OperationPage, output: boolean): void => {
    for (const row of rows) {
      if (countRows(row.rows) >= leastRows) objects.add(objectName(row, operation, output), row.rows);
      if (row.values.length >= leastValues) lists.add(row.name, row.values);
      visit(row.rows, operation, output);
    }
  };
  for (const operation of operations) {
    visit(operation.input, operation, false);
    visit(operation.returns, operation, true);
    for (const row of operation.input) fields.add(row.name, row);
  }
  const sharedObjects = objects.named((rows, count) => count > 1 || countRows(rows) >= manyRows);
  const sharedLists = lists.named((_, count) => count > 1);
  const sharedFields = fields.named((_, count) => count >= leastOperations);
  return {
    objects: sharedObjects.values,
    lists: sharedLists.values,
    fields: [...sharedFields.values.values()],
    objectOf: (row) => sharedObjects.nameOf(row.rows),
    listOf: (row) => sharedLists.nameOf(row.values),
    isField: (row) => sharedFields.nameOf(row) !== undefined,
  };
}

/** In an answer, `data` is what the resource is called: `application` for `applications.list`. */
function objectName({ name }: Row, { model, call }: OperationPage, output: boolean): string {
  if (!output || name !== "data") return name;
  const resource = model.name.includes(".") ? (model.name.split(".").at(-2) ?? "") : (call.split(".")[0] ?? "");
  return resource.replace(/ies$/, "y").replace(/s$/, "");
}

const countRows = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + 1 + countRows(row.rows), 0);

/** Counts equal things, and gives each that is shared a name of its own. */
class Collection<Value> {
  readonly #found = new Map<string, { name: string; value: Value; count: number }>();

  add(name: string, value: Value): void {
    const key = JSON.stringify(value);
    const known = this.#found.get(key);
    if (known) known.count += 1;
    else this.#found.set(key, { name, value, count: 1 });
  }

  named(isShared: (value: Value, count: number) => boolean): {
    values: Map<string, Value>;
    nameOf: (value: Value) => string | undefined;
  } {
    const values = new Map<string, Value>();
    const names = new Map<string, string>();
    for (const [key, { name, value, count }] of this.#found) {
      if (!isShared(value, count)) continue;
      let free = name;
      for (let index = 2; values.has(free); index++) free = `${name} ${index}`;
      values.set(free, value);
      names.set(key, free);
    }
    return { values, nameOf: (value) => names.get(JSON.stringify(value)) };
  }
}

/** For an operation on its own: every field stays where it belongs. */
export const nothingShared: Shared = findShared([]);
