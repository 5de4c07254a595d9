import type { OperationModel } from "../generate/model/operation-model.js";
import { anonymous } from "../openapi/domains.js";
import type { Change, ChangeKind, Level } from "./changes.js";

/** Of the operations of a package: what core reads of each. */
export interface Tabled {
  readonly name: string;
  readonly operations: readonly OperationModel[];
}

/** From the class that is retried most readily to the one that is never retried. */
const safeties: readonly OperationModel["safety"][] = ["safe", "deduped", "repeatable", "unsafe"];

/** The meaning of a change for a caller, for each column of the table. */
const columns: readonly (readonly [kind: ChangeKind, level: Level, read: (operation: OperationModel) => string])[] = [
  ["input-changed", "major", ({ input }) => input ?? ""],
  ["page-changed", "major", ({ page }) => page ?? ""],
  ["upload-changed", "minor", ({ multipart }) => multipart ?? ""],
  ["promise-changed", "minor", ({ expects }) => expects.join(", ")],
];

/** Changes in the table of operations, which no type shows: how often a command may be sent, and what it is made of. */
export function tableChanges(before: Tabled | undefined, after: Tabled | undefined): Change[] {
  const changes: Change[] = [];
  for (const old of before?.operations ?? []) {
    const identity = `${old.method} ${anonymous(old.path)}`;
    const now = after?.operations.find(({ method, path }) => `${method} ${anonymous(path)}` === identity);
    if (!now || !after) continue;
    const base = {
      package: after.name,
      operation: `${now.method.toUpperCase()} ${now.path}`,
      method: now.name,
    };
    if (old.safety !== now.safety) {
      const fell = safeties.indexOf(now.safety) > safeties.indexOf(old.safety);
      changes.push({
        ...base,
        kind: fell ? "safety-fallen" : "safety-risen",
        level: fell ? "major" : "minor",
        from: old.safety,
        to: now.safety,
      });
    }
    for (const [kind, level, read] of columns) {
      const [from, to] = [read(old), read(now)];
      if (from !== to) changes.push({ ...base, kind, level, from, to });
    }
  }
  return changes;
}
