import type { Change } from "./diff.js";
import type { Fields } from "./fields.js";
import type { Surface } from "./surface.js";

/** How much may go at once before an update looks like a mistake of upstream, which was seen to revert itself days later. */
const limits = { operations: 10, events: 5, fields: 60 } as const;
/** So few of the fields of the smaller of two states stand in the other: another thing under the same name. */
const unrelatedBelow = 0.2;
const smallestBody = 6;

/** Reasons to hold an update for a person; empty where there is none. */
export function accidentsIn(before: Surface, after: Surface, changes: readonly Change[]): string[] {
  const reasons: string[] = [];
  const gone = (kind: RegExp): Change[] => changes.filter((change) => kind.test(change.kind));
  for (const [what, found, limit] of [
    ["operations", gone(/^operation-removed$/), limits.operations],
    ["events", gone(/^event-removed$/), limits.events],
    ["fields", gone(/-field-removed$/), limits.fields],
  ] as const) {
    if (found.length >= limit)
      reasons.push(`${found.length} ${what} are gone at once: ${found.slice(0, 3).map(placeOf).join(", ")}, …`);
  }
  for (const [identity, old] of before.operations) {
    const now = after.operations.get(identity);
    if (now && areUnrelated(old.request, now.request))
      reasons.push(`the request of ${identity} has become an unrelated one`);
    if (now && areUnrelated(old.response, now.response))
      reasons.push(`the response of ${identity} has become an unrelated one`);
  }
  for (const [type, old] of before.events) {
    const now = after.events.get(type);
    if (now && areUnrelated(old.fields, now.fields)) reasons.push(`the event ${type} has become an unrelated one`);
  }
  return reasons;
}

const placeOf = (change: Change): string => `${change.operation ?? change.event}${change.pointer ?? ""}`;

function areUnrelated(old: Fields, now: Fields): boolean {
  if (old.size < smallestBody || now.size < smallestBody) return false;
  const shared = [...old.keys()].filter((path) => now.has(path)).length;
  return shared / Math.min(old.size, now.size) < unrelatedBelow;
}
