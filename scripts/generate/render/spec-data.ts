import { type Document, isNameMap, isObject, type Json, type JsonObject } from "../../openapi/document.js";
import { byName, propertyName } from "../model/names.js";
import { header } from "./header.js";

/** Keys that hold words for people, and names that upstream changes freely; what they hold in a name map (a property called `description`) stays. */
const prose = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "operationId",
  "tags",
  "title",
  "x-telnyx-example",
  "x-telnyx-allowed",
  "x-telnyx-values",
]);
/** Data that must not be looked into. */
const data = new Set(["enum", "const", "default"]);

/** The merged document for the emulator: what can be validated and matched, without the words. */
export function renderSpecData(from: string, document: Document): string {
  const bare: JsonObject = {};
  for (const [key, value] of Object.entries(document)) {
    // The titles and meanings of error codes are what the emulator answers with.
    if (key === "x-telnyx-errors") bare[key] = value ?? null;
    else if (key === "paths" || key === "webhooks") bare[key] = strip(sorted(value ?? {}), true);
    else if (key === "components") bare[key] = strip(sorted(value ?? {}, 2), true);
    else if (key === "openapi" || key === "info" || key === "servers" || key === "security") bare[key] = value ?? null;
  }
  const intro =
    "/** Everything that the platform is known to take and to send: paths, events and schemas of all domains, without descriptions. */";
  return `${header(from)}${intro}\nexport const document: Record<string, unknown> = ${write(bare, 0)};\n`;
}

/** Names in order, so that a fragment that moves an operation moves one place here. */
function sorted(node: Json, depth = 1): Json {
  if (!isObject(node) || depth === 0) return node;
  const entries = Object.entries(node).sort(([a], [b]) => byName(a, b));
  return Object.fromEntries(entries.map(([key, value]) => [key, sorted(value, depth - 1)]));
}

function strip(node: Json, names: boolean): Json {
  if (Array.isArray(node)) return node.map((item) => strip(item, false));
  if (!isObject(node)) return node;
  const entries = Object.entries(node).filter(([key]) => names || !prose.has(key));
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      !names && data.has(key) ? value : strip(value, !names && isNameMap(key, value)),
    ]),
  );
}

const lineWidth = 140;

/** A literal as TypeScript: on one line where it fits, one member a line where it does not. */
function write(value: Json, depth: number): string {
  const line = compact(value);
  if (line.length + depth * 2 <= lineWidth || !isComposite(value)) return line;
  const inner = "  ".repeat(depth + 1);
  const members = Array.isArray(value)
    ? value.map((item) => `${inner}${write(item, depth + 1)},\n`)
    : Object.entries(value as JsonObject).map(
        ([key, item]) => `${inner}${propertyName(key)}: ${write(item, depth + 1)},\n`,
      );
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${members.join("")}${"  ".repeat(depth)}${close}`;
}

const isComposite = (value: Json): boolean => typeof value === "object" && value !== null;

function compact(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${propertyName(key)}: ${compact(item)}`);
  return members.length > 0 ? `{ ${members.join(", ")} }` : "{}";
}
