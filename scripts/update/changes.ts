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
  | "one-of-widened"
  | "one-of-narrowed"
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
  | "success-status-added"
  | "query-style-changed"
  | "media-type-changed"
  | "safety-fallen"
  | "safety-risen"
  | "input-changed"
  | "page-changed"
  | "upload-changed"
  | "promise-changed"
  | "types-rewritten"
  | `request-${FieldChange}`
  | `response-${FieldChange}`
  | `event-${FieldChange}`
  | "operation-deprecation-changed"
  | "types-broken"
  | "operation-text-changed"
  | "event-text-changed";

/**
 * The level of a change of a field. A field that is removed or newly required breaks callers who send it; a field that is
 * removed or no longer certain breaks callers who read it. New enum values break neither, since received enums are typed
 * open; only a received constant that gains a value is a constant no longer, and that is major.
 */
export const levels: Record<FieldChange, { readonly sent: Level; readonly received: Level }> = {
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
  "one-of-widened": { sent: "minor", received: "minor" },
  "one-of-narrowed": { sent: "major", received: "minor" },
  "enum-values-added": { sent: "minor", received: "minor" },
  "enum-values-removed": { sent: "major", received: "minor" },
  "format-changed": { sent: "patch", received: "patch" },
  "default-changed": { sent: "patch", received: "patch" },
  "bounds-changed": { sent: "patch", received: "patch" },
  "deprecation-changed": { sent: "minor", received: "minor" },
  "text-changed": { sent: "patch", received: "patch" },
};

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
