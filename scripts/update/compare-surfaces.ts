import { isOpenEnded } from "../openapi/directions.js";
import type { Field, Fields } from "../openapi/fields.js";
import type { OperationSurface, Surface } from "../openapi/surface.js";

export type Level = "major" | "minor" | "patch";

/** One change, in the terms of a user of a package. */
export interface Change {
  readonly package: string;
  readonly kind: ChangeKind;
  readonly level: Level;
  /** `POST /calls/{call_control_id}/actions/answer` */
  readonly operation?: string;
  /** Its method in the package, `answer`, where a package has it. */
  readonly method?: string;
  readonly event?: string;
  /** Where in the request (`/body/to`, `/query/filter/name`), the response (`/response/data/id`) or the event (`/data/payload/to`). */
  readonly pointer?: string;
  readonly from?: string;
  readonly to?: string;
}

export type FieldChange =
  | "field-added"
  | "field-removed"
  | "field-newly-required"
  | "field-no-longer-required"
  | "type-changed"
  | "type-widened"
  | "type-narrowed"
  | "fields-newly-exclusive"
  | "fields-no-longer-exclusive"
  | "one-of-newly-required"
  | "one-of-no-longer-required"
  | "enum-values-added"
  | "enum-values-removed"
  | "format-changed"
  | "default-changed"
  | "bounds-changed"
  | "deprecation-changed"
  | "text-changed";

export type ChangeKind =
  | "operation-added"
  | "operation-removed"
  | "operation-moved"
  | "operation-renamed"
  | "event-added"
  | "event-removed"
  | "event-moved"
  | "query-shape-changed"
  | "path-parameters-renamed"
  | "success-status-changed"
  | `request-${FieldChange}`
  | `response-${FieldChange}`
  | `event-${FieldChange}`
  | "operation-deprecation-changed"
  | "types-broken"
  | "operation-text-changed"
  | "event-text-changed";

/**
 * What a change of a field means. A caller who sends is hurt by what is taken away or newly asked for; a caller who reads
 * is hurt by what is no longer there or no longer certain. New enum values hurt neither: received enums are typed open.
 */
const levels: Record<FieldChange, { readonly sent: Level; readonly received: Level }> = {
  "field-added": { sent: "minor", received: "minor" },
  "field-removed": { sent: "major", received: "major" },
  "field-newly-required": { sent: "major", received: "minor" },
  "field-no-longer-required": { sent: "minor", received: "major" },
  "type-changed": { sent: "major", received: "major" },
  "type-widened": { sent: "minor", received: "major" },
  "type-narrowed": { sent: "major", received: "minor" },
  "fields-newly-exclusive": { sent: "major", received: "minor" },
  "fields-no-longer-exclusive": { sent: "minor", received: "minor" },
  "one-of-newly-required": { sent: "major", received: "minor" },
  "one-of-no-longer-required": { sent: "minor", received: "minor" },
  "enum-values-added": { sent: "minor", received: "minor" },
  "enum-values-removed": { sent: "major", received: "minor" },
  "format-changed": { sent: "patch", received: "patch" },
  "default-changed": { sent: "patch", received: "patch" },
  "bounds-changed": { sent: "patch", received: "patch" },
  "deprecation-changed": { sent: "minor", received: "minor" },
  "text-changed": { sent: "patch", received: "patch" },
};

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

/** By package, weight, then place. */
export const sortChanges = (changes: readonly Change[]): Change[] =>
  [...changes].sort((a, b) => compare(a.package, b.package) || weight(a) - weight(b) || compare(place(a), place(b)));

const weight = ({ level }: Change): number => ["major", "minor", "patch"].indexOf(level);
const place = (change: Change): string => `${change.operation ?? change.event} ${change.pointer ?? ""} ${change.kind}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Only what a specification says, not how it says it: for upstream documents, whose prose is not carried over. */
export const withoutTexts = (changes: readonly Change[]): Change[] =>
  changes.filter(({ kind }) => !kind.endsWith("text-changed"));

/** The weightiest level of some changes. */
export const levelOf = (changes: readonly Change[]): Level | undefined =>
  (["major", "minor", "patch"] as const).find((level) => changes.some((change) => change.level === level));

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
  if (old.status !== now.status)
    yield { ...base, kind: "success-status-changed", level: "major", from: old.status, to: now.status };
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
    yield { ...base, kind: `request-${kind}`, level, ...detail };
  for (const { kind, level, detail } of fieldChanges(old.response, now.response, "received")) {
    yield { ...base, kind: `response-${kind}`, level, ...detail, pointer: `/response${detail.pointer}` };
  }
}

interface FieldDifference {
  readonly kind: FieldChange;
  readonly level: Level;
  readonly detail: { readonly pointer: string; readonly from?: string; readonly to?: string };
}

/** Changes of fields; what lies inside a field that came, went or changed its type is not told again. */
function* fieldChanges(before: Fields, after: Fields, direction: "sent" | "received"): Generator<FieldDifference> {
  const settled: string[] = [];
  const isInside = (path: string): boolean =>
    settled.some((outer) => path.startsWith(`${outer}.`) || path.startsWith(`${outer}[]`));
  const difference = (
    kind: FieldChange,
    path: string,
    from?: string,
    to?: string,
    level: Level = levels[kind][direction],
  ): FieldDifference => ({
    kind,
    level,
    detail: { pointer: `/${path.replaceAll(".", "/")}`, ...(from && { from }), ...(to && { to }) },
  });

  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    if (isInside(path)) continue;
    const old = before.get(path);
    const now = after.get(path);
    if (!old && now) {
      settled.push(path);
      yield difference(
        "field-added",
        path,
        undefined,
        typeText(now),
        // Also inside an object that may be left out: whoever sends it has to send the field now.
        direction === "sent" && now.required ? "major" : undefined,
      );
    } else if (old && !now) {
      settled.push(path);
      // An object that takes any field still takes this one.
      const isTaken = direction === "sent" && after.get(parentOf(path))?.free;
      yield difference("field-removed", path, typeText(old), undefined, isTaken ? "minor" : undefined);
    } else if (old && now) {
      const kinds = [...sameField(old, now, direction)];
      if (compareSets(old.types, now.types)) settled.push(path);
      for (const [kind, from, to, level] of kinds) yield difference(kind, path, from, to, level);
    }
  }
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("."));

function* sameField(
  old: Field,
  now: Field,
  direction: "sent" | "received",
): Generator<[kind: FieldChange, from?: string | undefined, to?: string | undefined, level?: Level | undefined]> {
  const types = compareSets(old.types, now.types);
  if (types) yield [`type-${types}`, typeText(old), typeText(now)];
  else if (old.free && !now.free) yield ["type-narrowed", "any fields", "the fields that are listed"];
  else if (!old.free && now.free) yield ["type-widened", "the fields that are listed", "any fields", "minor"];
  if (!old.required && now.required) yield ["field-newly-required"];
  if (old.required && !now.required) yield ["field-no-longer-required"];
  yield* setChanges(old.exclusive, now.exclusive, "fields-newly-exclusive", "fields-no-longer-exclusive");
  yield* setChanges(old.needed, now.needed, "one-of-newly-required", "one-of-no-longer-required");
  if (old.values && now.values) {
    const added = now.values.filter((value) => !old.values?.includes(value));
    const removed = old.values.filter((value) => !now.values?.includes(value));
    if (added.length > 0) yield ["enum-values-added", undefined, added.join(", ")];
    // A received enumeration is typed open, so that the values it lost may still be compared with; a constant is not.
    const isConstant = direction === "received" && !isOpenEnded({ enum: [...now.values] });
    if (removed.length > 0)
      yield ["enum-values-removed", removed.join(", "), undefined, isConstant ? "major" : undefined];
  } else if (!types && old.values && !now.values)
    yield ["type-widened", old.values.join(" | "), typeText(now), "minor"];
  else if (!types && !old.values && now.values) yield ["type-narrowed", typeText(old), now.values.join(" | ")];
  if (old.format !== now.format) yield ["format-changed", old.format, now.format];
  if (old.default !== now.default) yield ["default-changed", old.default, now.default];
  if (old.bounds !== now.bounds) yield ["bounds-changed", old.bounds, now.bounds];
  if (old.deprecated !== now.deprecated) yield ["deprecation-changed", String(old.deprecated), String(now.deprecated)];
  if (old.text !== now.text) yield ["text-changed"];
}

function* setChanges(
  old: readonly string[],
  now: readonly string[],
  added: FieldChange,
  removed: FieldChange,
): Generator<[kind: FieldChange, from: string | undefined, to: string | undefined]> {
  for (const one of now) if (!old.includes(one)) yield [added, undefined, one];
  for (const one of old) if (!now.includes(one)) yield [removed, one, undefined];
}

const typeText = (field: Field): string => field.types.join(" | ") || "any";

/** How a set of types changed. No types at all means that anything goes. */
function compareSets(old: readonly string[], now: readonly string[]): "changed" | "widened" | "narrowed" | undefined {
  const within = (inner: readonly string[], outer: readonly string[]): boolean =>
    outer.length === 0 ||
    (inner.length > 0 &&
      inner.every((type) => outer.includes(type) || (type === "integer" && outer.includes("number"))));
  const grows = within(old, now);
  const shrinks = within(now, old);
  if (grows && shrinks) return undefined;
  return grows ? "widened" : shrinks ? "narrowed" : "changed";
}
