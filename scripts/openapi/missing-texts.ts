import { type Document, dereference, type Json, type JsonObject, pointerSegments } from "./document.js";
import { textFaults, textPlaces } from "./texts.js";

/** A place that nobody has described yet. */
export interface TextDebt {
  readonly pointer: string;
  /** The method, event, parameter or property. */
  readonly name: string;
  /** The missing text, as `textFaults` says it. */
  readonly missing: readonly string[];
  /** The text that a rule wrote in its place. */
  readonly made: Readonly<Record<string, string>>;
}

/** Writes a text by rule wherever a document has none, in place, and lists these places: the debt that a person pays. */
export function writeMissingTexts(document: Document): TextDebt[] {
  return textPlaces(document).flatMap(({ pointer, kind, name, node, description }) => {
    const missing = textFaults({ pointer, kind, name, node, description }).filter((fault) =>
      fault.startsWith("has no "),
    );
    if (missing.length === 0) return [];
    const isOperation = kind === "operation" || kind === "event";
    const made: Record<string, string> = {};
    if (description === "")
      made.description = isOperation ? operationText(kind, name) : fieldText(document, name, node);
    if (isOperation && !node.summary)
      made.summary = `${sentence(kind === "event" ? name : name.replace(/^[a-z]+\./, ""))}.`;
    Object.assign(node, made);
    return [{ pointer, name, missing, made }];
  });
}

const operationText = (kind: "operation" | "event", name: string): string =>
  kind === "event" ? `Telnyx sends \`${name}\`.` : `Calls the operation \`${name}\` of the API.`;

/** `record_max_secs`, an integer from 1 to 60 → `Record max, in seconds: a whole number from 1 to 60.` */
function fieldText(document: Document, name: string, node: JsonObject): string {
  const schema = { ...dereference(document, node.schema), ...dereference(document, node), ...node };
  const unit = /_(?:secs?|seconds)$/.test(name)
    ? ", in seconds"
    : /_(?:ms|millis)$/.test(name)
      ? ", in milliseconds"
      : /_bytes$/.test(name)
        ? ", in bytes"
        : "";
  return `${sentence(name.replace(/_(?:secs?|seconds|ms|millis|bytes)$/, ""))}${unit}: ${typeText(schema)}${boundText(schema)}.`;
}

function typeText(schema: JsonObject): string {
  const values = Array.isArray(schema.enum) ? schema.enum : schema.const !== undefined ? [schema.const] : undefined;
  if (values) return values.map((value) => `\`${String(value)}\``).join(", ");
  const types = [schema.type].flat().filter((type): type is string => typeof type === "string" && type !== "null");
  const [type = ""] = types;
  const text = formats[String(schema.format)] ?? typeNames[type] ?? "any value";
  return [schema.type].flat().includes("null") ? `${text} or null` : text;
}

const formats: Readonly<Record<string, string>> = {
  "date-time": "a time, ISO 8601",
  date: "a date, ISO 8601",
  uuid: "a UUID",
  uri: "a URL",
  url: "a URL",
  email: "an e-mail address",
};
const typeNames: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function boundText(schema: JsonObject): string {
  const between = (low: Json | undefined, high: Json | undefined, unit: string): string =>
    low !== undefined && high !== undefined
      ? ` from ${low} to ${high}${unit}`
      : low !== undefined
        ? ` of at least ${low}${unit}`
        : high !== undefined
          ? ` of at most ${high}${unit}`
          : "";
  return (
    between(schema.minimum, schema.maximum, "") ||
    between(schema.minLength, schema.maxLength, " characters") ||
    between(schema.minItems, schema.maxItems, " items")
  );
}

/** `call_leg_id`, `startRecording` and `data.new` as words. */
function sentence(name: string): string {
  const text = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The target of an overlay action for a place. */
export const targetOf = (pointer: string): string =>
  pointerSegments(pointer).reduce(
    (path, name) =>
      /^\d+$/.test(name) ? `${path}[${name}]` : /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}['${name}']`,
    "$",
  );

/** The debt as overlay actions, each ready to be moved to `spec/overlays/texts` and reworded. */
export const debtActions = (debt: readonly TextDebt[]): Json =>
  debt.map(({ pointer, missing, made }) => ({
    target: targetOf(pointer),
    update: { ...made },
    "x-missing": [...missing],
  })) as Json;

export const isDebt = (debt: readonly TextDebt[], pointer: string): boolean =>
  debt.some((place) => place.pointer === pointer);
