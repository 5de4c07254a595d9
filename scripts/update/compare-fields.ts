import { isOpenEnded } from "../openapi/directions.js";
import type { Field, Fields } from "../openapi/fields.js";
import { type FieldChange, type Level, levels } from "./changes.js";

export interface FieldDifference {
  readonly kind: FieldChange;
  readonly level: Level;
  readonly detail: { readonly pointer: string; readonly from?: string; readonly to?: string };
}

/** Changes of fields; what lies inside a field that came, went or changed its type is not told again. */
export function* fieldChanges(
  before: Fields,
  after: Fields,
  direction: "sent" | "received",
): Generator<FieldDifference> {
  const settled: string[] = [];
  const isInside = (path: string): boolean =>
    settled.some((outer) => [".", "[]", "{}"].some((inner) => path.startsWith(outer + inner)));
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
        addedText(now, direction),
        // Also inside an object that may be left out: a caller who sends it has to send the field now.
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
  yield* groupChanges(old.needed, now.needed);
  if (old.values && now.values) {
    const added = now.values.filter((value) => !old.values?.includes(value));
    const removed = old.values.filter((value) => !now.values?.includes(value));
    const wasConstant = direction === "received" && !isOpenEnded({ enum: [...old.values] });
    if (added.length > 0) yield ["enum-values-added", undefined, added.join(", "), wasConstant ? "major" : undefined];
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

/** Groups of fields of which one has to be given; a group with one more or one less is the same group. */
function* groupChanges(
  old: readonly string[],
  now: readonly string[],
): Generator<[kind: FieldChange, from: string | undefined, to: string | undefined]> {
  const within = (inner: string, outer: string): boolean =>
    inner.split(" | ").every((alternative) => outer.split(" | ").includes(alternative));
  const gone = old.filter((group) => !now.includes(group));
  const come = now.filter((group) => !old.includes(group));
  const followed = new Set<string>();
  for (const group of gone) {
    const wider = come.find((other) => within(group, other));
    const narrower = come.find((other) => within(other, group));
    const next = wider ?? narrower;
    if (next) followed.add(next);
    yield [wider ? "one-of-widened" : narrower ? "one-of-narrowed" : "one-of-no-longer-required", group, next];
  }
  for (const group of come) if (!followed.has(group)) yield ["one-of-newly-required", undefined, group];
}

/** `string`, or `string, must be given`: what a new field is. */
const addedText = (field: Field, direction: "sent" | "received"): string =>
  direction === "sent" && field.required ? `${typeText(field)}, must now be given` : typeText(field);

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
