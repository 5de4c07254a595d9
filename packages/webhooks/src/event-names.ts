import { ConfigurationError } from "@telnyx-kit/core/errors";
import { eventTypes } from "./generated/events.js";

const known: ReadonlySet<string> = new Set(eventTypes);
const underscored: ReadonlySet<string> = new Set(eventTypes.map((type) => type.replaceAll(".", "_")));

/** Whether this version has a type for an event. */
export const isKnownName = (name: string): boolean => known.has(name);

/** Whether a name is one of API version 1, which writes `call_answered` for `call.answered`. */
export const isVersion1Name = (name: string): boolean => underscored.has(name);

/**
 * Checks the event name of a handler.
 *
 * @throws {ConfigurationError} that suggests the nearest name.
 */
export function checkName(name: unknown): void {
  if (typeof name === "string" && isKnownName(name)) return;
  const found = typeof name === "string" ? JSON.stringify(name.slice(0, 100)) : typeof name;
  throw new ConfigurationError(
    `No event is called ${found}. The nearest is "${nearestName(String(name).slice(0, 100))}". ` +
      "Handle an event that this version has no type for by its name on the wire: `onUnknown(name, handler)`.",
  );
}

function nearestName(name: string): string {
  const distances = eventTypes.map((type) => ({ type, distance: editDistance(name.toLowerCase(), type) }));
  return distances.reduce((best, each) => (each.distance < best.distance ? each : best)).type;
}

/** Counts the characters to insert, delete or replace between two texts (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] as number) + (character === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] as number) + 1, (next[column - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
