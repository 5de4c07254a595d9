import type { OperationSurface, Surface } from "../openapi/surface.js";
import { type Change, sortChanges } from "./changes.js";
import { fieldChanges } from "./compare-fields.js";

/** Compares two surfaces. The result is sorted: by package, weight, then place. */
export function diffSurfaces(before: Surface, after: Surface): Change[] {
  const changes: Change[] = [];
  for (const [identity, old] of before.operations) {
    const now = after.operations.get(identity);
    if (now) changes.push(...operationChanges(identity, old, now));
    else changes.push({ ...operationOf(identity, old), kind: "operation-removed", level: "major" });
  }
  for (const [identity, now] of after.operations) {
    if (!before.operations.has(identity))
      changes.push({ ...operationOf(identity, now), kind: "operation-added", level: "minor" });
  }
  for (const [type, old] of before.events) {
    const now = after.events.get(type);
    if (!now) {
      changes.push({ package: old.package, kind: "event-removed", level: "major", event: type });
      continue;
    }
    if (old.package !== now.package)
      changes.push({
        package: now.package,
        kind: "event-moved",
        level: "major",
        event: type,
        from: old.package,
        to: now.package,
      });
    if (old.text !== now.text)
      changes.push({ package: now.package, kind: "event-text-changed", level: "patch", event: type });
    for (const change of fieldChanges(old.fields, now.fields, "received")) {
      changes.push({
        package: now.package,
        kind: `event-${change.kind}`,
        level: change.level,
        event: type,
        ...change.detail,
      });
    }
  }
  for (const [type, now] of after.events) {
    if (!before.events.has(type))
      changes.push({ package: now.package, kind: "event-added", level: "minor", event: type });
  }
  return sortChanges(changes);
}

const operationOf = (identity: string, { package: owner, path, method }: OperationSurface) => ({
  package: owner,
  operation: `${identity.split(" ")[0]} ${path}`,
  ...(method && { method }),
});

function* operationChanges(identity: string, old: OperationSurface, now: OperationSurface): Generator<Change> {
  const base = operationOf(identity, now);
  if (old.package !== now.package)
    yield { ...base, kind: "operation-moved", level: "major", from: old.package, to: now.package };
  if (old.method && now.method && old.method !== now.method)
    yield { ...base, kind: "operation-renamed", level: "major", from: old.method, to: now.method };
  // Methods take path parameters by position, but the typed client is called by path.
  if (old.path !== now.path)
    yield { ...base, kind: "path-parameters-renamed", level: "major", from: old.path, to: now.path };
  yield* statusChanges(base, old.statuses, now.statuses);
  if (old.media !== now.media && old.media && now.media)
    yield { ...base, kind: "media-type-changed", level: "major", from: old.media, to: now.media };
  for (const name of new Set([...old.queryStyles.keys(), ...now.queryStyles.keys()])) {
    const [from, to] = [old.queryStyles.get(name) ?? "the usual way", now.queryStyles.get(name) ?? "the usual way"];
    if (from !== to)
      yield { ...base, kind: "query-style-changed", level: "major", pointer: `/query/${name}`, from, to };
  }
  if (old.deprecated !== now.deprecated)
    yield {
      ...base,
      kind: "operation-deprecation-changed",
      level: "minor",
      from: String(old.deprecated),
      to: String(now.deprecated),
    };
  if (old.text !== now.text) yield { ...base, kind: "operation-text-changed", level: "patch" };
  for (const [name, shape] of old.queryShapes) {
    const next = now.queryShapes.get(name);
    if (next && next !== shape)
      yield { ...base, kind: "query-shape-changed", level: "major", pointer: `/query/${name}`, from: shape, to: next };
  }
  for (const { kind, level, detail } of fieldChanges(old.request, now.request, "sent"))
    yield { ...base, kind: `request-${kind}`, level, ...detail, pointer: namedInPath(now.path, detail.pointer) };
  for (const { kind, level, detail } of fieldChanges(old.response, now.response, "received")) {
    yield { ...base, kind: `response-${kind}`, level, ...detail, pointer: `/response${detail.pointer}` };
  }
}

/** Programs read the answer of each status; one more may be read by those that follow. */
function* statusChanges(
  base: ReturnType<typeof operationOf>,
  old: readonly string[],
  now: readonly string[],
): Generator<Change> {
  const [from, to] = [old.join(", "), now.join(", ")];
  if (from === to) return;
  const isMore = old.length > 0 && old.every((status) => now.includes(status));
  if (isMore) yield { ...base, kind: "success-status-added", level: "minor", from, to };
  else yield { ...base, kind: "success-status-changed", level: "major", from, to };
}

/** `/path/0` → `/path/call_control_id`. */
const namedInPath = (path: string, pointer: string): string =>
  pointer.replace(/^\/path\/(\d+)/, (_, place: string) => {
    const name = [...path.matchAll(/\{([^}]+)\}/g)][Number(place)]?.[1];
    return `/path/${name ?? place}`;
  });
