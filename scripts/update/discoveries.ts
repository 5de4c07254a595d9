import { dereference, httpMethods, isObject, type Json, type JsonObject } from "../openapi/document.js";
import { anonymous } from "../openapi/domains.js";
import { findEvents } from "../openapi/find-events.js";
import { toYaml } from "../openapi/to-yaml.js";

/** Everything that an upstream document offers, inside our domains and outside: tag → operations, and event types. */
export interface Offer {
  readonly operations: Readonly<Record<string, readonly string[]>>;
  readonly events: readonly string[];
}

export const offerFile = "spec/offer.yaml";
const header =
  "# Every operation and event upstream, by `pnpm spec:sync`: an entry that is missing here is reported as new.\n";

export function offerOf(document: JsonObject): Offer {
  const operations: Record<string, string[]> = {};
  for (const [path, rawItem] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    const item = dereference(document, rawItem);
    for (const method of httpMethods) {
      const operation = dereference(document, item?.[method]);
      if (!operation) continue;
      const tag = Array.isArray(operation.tags) ? String(operation.tags[0] ?? "untagged") : "untagged";
      operations[tag] = [...(operations[tag] ?? []), `${method.toUpperCase()} ${path}`];
    }
  }
  for (const list of Object.values(operations)) list.sort();
  return { operations, events: [...findEvents(document).keys()].sort() };
}

export const renderOffer = (offer: Offer): string => toYaml(offer as unknown as Json, header); // Records of lists are JSON.

/** Operations and events that are new since the last document, at any place, by tag. */
export function discoveriesIn(before: Offer | undefined, now: Offer): Offer {
  if (!before) return { operations: {}, events: [] };
  const known = new Set(Object.values(before.operations).flat().map(anonymous));
  const operations = Object.entries(now.operations).flatMap(([tag, list]) => {
    const found = list.filter((identity) => !known.has(anonymous(identity)));
    return found.length > 0 ? [[tag, found] as const] : [];
  });
  return {
    operations: Object.fromEntries(operations),
    events: now.events.filter((type) => !before.events.includes(type)),
  };
}

/** `Calls: POST /calls/{id}/actions/sing`, one line per discovery. */
export const discoveryLines = ({ operations, events }: Offer): string[] => [
  ...Object.entries(operations).flatMap(([tag, list]) => list.map((identity) => `${tag}: ${identity}`)),
  ...events.map((type) => `event: ${type}`),
];
