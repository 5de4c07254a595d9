import type { Habit } from "./habits.js";

/** A word that the project does not use, and the term that it uses. */
export interface Term extends Habit {
  readonly term: string;
  readonly instead: string;
}

/** Reads the table of terms: each word in code font of its last column is refused. `NNN` is any status. */
export function readTerms(page: string): Term[] {
  return [...page.matchAll(/^\| \*\*(.+?)\*\* \|.*\|([^|]*)\|$/gm)].flatMap(([, term = "", refused = ""]) =>
    [...refused.matchAll(/`([^`]+)`/g)].map(([, instead = ""]) => ({
      term,
      instead,
      words: new RegExp(String.raw`\b${instead.replace("NNN", String.raw`\d{3}`)}\b`, "i"),
      say: `"${term}" (docs/terms.md)`,
    })),
  );
}
