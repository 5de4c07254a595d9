import { type Document, httpMethods, isObject, type Json, type JsonObject, pointerOf, resolvePointer } from "./document.js";

/** One place of the effective document that a reader may hover over, and the words that stand there. */
export interface TextPlace {
  readonly pointer: string;
  readonly kind: "operation" | "event" | "parameter" | "property";
  /** Method, event type, parameter or property name. */
  readonly name: string;
  readonly node: JsonObject;
  /** The description at the place or, where the place is only a reference, at its target. */
  readonly description: string;
}

/** Every operation, event, parameter and property of a document, in its order. */
export function* textPlaces(document: Document): Generator<TextPlace> {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of httpMethods) {
      const node = item[method];
      if (!isObject(node)) continue;
      const named = node["x-telnyx-method"];
      yield { pointer: pointerOf(["paths", path, method]), kind: "operation", name: isObject(named) ? `${named.domain}.${named.name}` : `${method} ${path}`, node, description: words(node) };
    }
  }
  for (const [type, item] of Object.entries(document.webhooks)) {
    const node = item.post;
    if (isObject(node)) yield { pointer: pointerOf(["webhooks", type, "post"]), kind: "event", name: type, node, description: words(node) };
  }
  yield* inner(document, document.paths, ["paths"]);
  yield* inner(document, document.webhooks, ["webhooks"]);
  yield* inner(document, document.components, ["components"]);
}

function* inner(document: Document, node: Json, at: (string | number)[]): Generator<TextPlace> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* inner(document, item, [...at, index]);
    return;
  }
  if (!isObject(node)) return;
  if (typeof node.in === "string" && typeof node.name === "string" && (node.schema || node.content)) {
    yield { pointer: pointerOf(at), kind: "parameter", name: node.name, node, description: words(node) };
  }
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith("x-") || key === "default" || key === "enum" || key === "const") continue;
    if (key === "properties" && isObject(value)) {
      for (const [name, property] of Object.entries(value)) {
        if (isObject(property)) yield { pointer: pointerOf([...at, key, name]), kind: "property", name, node: property, description: describe(document, property) };
      }
    }
    yield* inner(document, value, [...at, key]);
  }
}

const words = (node: JsonObject): string => (typeof node.description === "string" ? node.description : "");

function describe(document: Document, property: JsonObject): string {
  const own = words(property);
  if (own || typeof property.$ref !== "string") return own;
  const target = resolvePointer(document, property.$ref);
  return isObject(target) ? words(target) : "";
}

/** What an operation's texts must hold besides its description. */
const operationTexts = ["summary", "x-telnyx-example"] as const;
const commandTexts = ["x-telnyx-allowed", "x-telnyx-webhooks", "x-telnyx-errors"] as const;

/** What is wrong with the words of a place; empty where nothing is. */
export function textFaults({ kind, name, node, description }: TextPlace): string[] {
  const faults: string[] = [];
  if (description === "") faults.push("has no description");
  if (kind === "operation") for (const key of operationTexts) if (!node[key]) faults.push(`has no ${key}`);
  if (kind === "operation" && isCommand(node)) for (const key of commandTexts) if (node[key] === undefined) faults.push(`has no ${key}`);
  if (kind === "event" && !node.summary) faults.push("has no summary");
  if (description && respells(name, description)) faults.push(`only spells its name again: ${description}`);
  if (description && /_secs?$/.test(name) && !/second/i.test(description)) faults.push(`does not name its unit, seconds: ${description}`);
  if (description && /_(millis|ms)$/.test(name) && !/millisecond/i.test(description)) faults.push(`does not name its unit, milliseconds: ${description}`);
  return faults;
}

const isCommand = (operation: JsonObject): boolean => {
  const method = operation["x-telnyx-method"];
  return isObject(method) && ["voice", "media", "gather", "advanced"].includes(String(method.domain)) && !String(method.name).includes(".") && method.name !== "retrieve";
};

const plain = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
const idle = new Set(["the", "a", "an", "of", "this", "that", "its", "is", "for", "in", "to", "and", "on", "value", "call", "used", "field"]);

/** Whether a description says nothing that the name does not say: every word of it is in the name or empty. */
export function respells(name: string, description: string): boolean {
  const known = new Set(plain(name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll(/[._]/g, " ")));
  return plain(description).every((word) => known.has(word) || known.has(word.replace(/s$/, "")) || idle.has(word));
}

/** Runs of eight words, by which a sentence carried over from another text is found. */
export function* wordRuns(text: string, length = 8): Generator<string> {
  const list = plain(text);
  for (let index = 0; index + length <= list.length; index++) yield list.slice(index, index + length).join(" ");
}
