import type { Fields } from "../openapi/fields.js";
import type { Surface } from "../openapi/surface.js";
import type { Change } from "./changes.js";

/** How much may go at once before an update looks like a mistake of upstream, which was seen to revert itself days later. */
const limits = { operations: 10, events: 5, fields: 60 } as const;
/** So few of the characteristic fields of the smaller of two states are in the other: another thing under the same name. */
const unrelatedBelow = 0.2;
const fewestFields = 5;
/** A field that so many others have too (`command_id`, `data.payload.call_control_id`) says nothing about what a body is. */
const commonAbove = 0.25;
const fewestPeers = 8;

/** Reasons to hold an update for a person; empty if there is no reason. */
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
  const operations = [...before.operations];
  const bodies = operations.map(([identity, { request }]) =>
    named(`the request of ${identity}`, request, after.operations.get(identity)?.request),
  );
  const answers = operations.map(([identity, { response }]) =>
    named(`the response of ${identity}`, response, after.operations.get(identity)?.response),
  );
  const events = [...before.events].map(([type, { fields }]) =>
    named(`the event ${type}`, fields, after.events.get(type)?.fields),
  );
  for (const group of [bodies, answers, events]) {
    const isCommon = commonFields(group.map(([, old]) => old));
    for (const [name, old, now] of group)
      if (now && areUnrelated(old, now, isCommon)) reasons.push(`${name} has become an unrelated one`);
  }
  return reasons;
}

const named = (name: string, old: Fields, now: Fields | undefined): [string, Fields, Fields | undefined] => [
  name,
  old,
  now,
];

function commonFields(peers: readonly Fields[]): (path: string) => boolean {
  const counts = new Map<string, number>();
  for (const fields of peers) for (const path of fields.keys()) counts.set(path, (counts.get(path) ?? 0) + 1);
  return (path) =>
    path === "body" || (peers.length >= fewestPeers && (counts.get(path) ?? 0) > peers.length * commonAbove);
}

const placeOf = (change: Change): string => `${change.operation ?? change.event}${change.pointer ?? ""}`;

function areUnrelated(old: Fields, now: Fields, isCommon: (path: string) => boolean): boolean {
  const [before, after] = [old, now].map((fields) => [...fields.keys()].filter((path) => !isCommon(path)));
  if (!before || !after || before.length < fewestFields || after.length < fewestFields) return false;
  const shared = before.filter((path) => now.has(path)).length;
  return shared / Math.min(before.length, after.length) < unrelatedBelow;
}
