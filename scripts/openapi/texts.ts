import {
  type Document,
  httpMethods,
  isObject,
  type JsonObject,
  pointerOf,
  resolvePointer,
  visitNodes,
} from "./document.js";

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
export function textPlaces(document: Document): TextPlace[] {
  const places: TextPlace[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of httpMethods) {
      const node = item[method];
      if (!isObject(node)) continue;
      const named = node["x-telnyx-method"];
      const name = isObject(named) ? `${named.domain}.${named.name}` : `${method} ${path}`;
      places.push({
        pointer: pointerOf(["paths", path, method]),
        kind: "operation",
        name,
        node,
        description: words(node),
      });
    }
  }
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    if (!isObject(post)) continue;
    places.push({
      pointer: pointerOf(["webhooks", type, "post"]),
      kind: "event",
      name: type,
      node: post,
      description: words(post),
    });
  }
  visitNodes(document, (node, at) => {
    if (typeof node.in === "string" && typeof node.name === "string" && (node.schema || node.content)) {
      places.push({ pointer: pointerOf(at), kind: "parameter", name: node.name, node, description: words(node) });
    }
    if (!isObject(node.properties)) return;
    for (const [name, property] of Object.entries(node.properties)) {
      if (!isObject(property)) continue;
      const pointer = pointerOf([...at, "properties", name]);
      places.push({ pointer, kind: "property", name, node: property, description: describe(document, property) });
    }
  });
  return places;
}

const words = (node: JsonObject): string => (typeof node.description === "string" ? node.description : "");

function describe(document: Document, property: JsonObject): string {
  const own = words(property);
  if (own || typeof property.$ref !== "string") return own;
  const target = resolvePointer(document, property.$ref);
  return isObject(target) ? words(target) : "";
}

/** The texts that an operation must hold besides its description. */
const operationTexts = ["summary", "x-telnyx-example"] as const;
const commandTexts = ["x-telnyx-allowed", "x-telnyx-webhooks", "x-telnyx-errors"] as const;

/** The faults of a place's words; empty if there is no fault. */
export function textFaults({ kind, name, node, description }: TextPlace): string[] {
  const faults: string[] = [];
  if (description === "") faults.push("has no description");
  if (kind === "operation") for (const key of operationTexts) if (!node[key]) faults.push(`has no ${key}`);
  if (kind === "operation" && isCommand(node))
    for (const key of commandTexts) if (node[key] === undefined) faults.push(`has no ${key}`);
  if (kind === "event" && !node.summary) faults.push("has no summary");
  if (/\bupstream\b/i.test(description)) faults.push(`speaks of upstream, which readers do not know: ${description}`);
  if (description && respells(name, description)) faults.push(`only spells its name again: ${description}`);
  if (description && /_secs?$/.test(name) && !/second/i.test(description))
    faults.push(`does not name its unit, seconds: ${description}`);
  if (description && /_(millis|ms)$/.test(name) && !/millisecond/i.test(description))
    faults.push(`does not name its unit, milliseconds: ${description}`);
  return faults;
}

const isCommand = (operation: JsonObject): boolean => {
  const method = operation["x-telnyx-method"];
  return (
    isObject(method) &&
    ["voice", "media", "gather", "advanced", "streaming"].includes(String(method.domain)) &&
    !String(method.name).includes(".") &&
    method.name !== "retrieve"
  );
};

const plain = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
const idle = new Set([
  "the",
  "a",
  "an",
  "of",
  "this",
  "that",
  "its",
  "is",
  "for",
  "in",
  "to",
  "and",
  "on",
  "value",
  "call",
  "used",
  "field",
]);

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

/** The first run of eight words that a text shares with others. */
export function sharedRun(text: string, runs: Pick<ReadonlySet<string>, "has">): string | undefined {
  for (const run of wordRuns(text)) if (runs.has(run)) return run;
  return undefined;
}

/** All words of a place that a reader sees. */
export const wordsOf = ({ node, description }: TextPlace): string[] =>
  [description, node.summary, node["x-telnyx-allowed"]].filter((text) => typeof text === "string");

export interface UnevenText {
  readonly name: string;
  readonly theirs: string;
  /** Each of our texts with its places. */
  readonly ours: ReadonlyMap<string, readonly string[]>;
}

/**
 * Properties of one name and one meaning that are described in different words. The meaning counts as the same if the
 * upstream text is the same. It also does if upstream has no text, unless the glossary has an entry for the name: the entry
 * then gives the usual text, and single places may differ.
 */
export function unevenTexts(
  places: Iterable<TextPlace>,
  theirTextAt: (pointer: string) => string | undefined,
  glossary: ReadonlySet<string>,
): UnevenText[] {
  const groups = new Map<string, { name: string; theirs: string; ours: Map<string, string[]> }>();
  for (const { kind, name, pointer, description } of places) {
    if (kind !== "property") continue;
    const theirs = plain(theirTextAt(pointer) ?? "").join(" ");
    if (theirs === "" && glossary.has(name)) continue;
    const key = `${name} ${theirs}`;
    const group = groups.get(key) ?? { name, theirs, ours: new Map<string, string[]>() };
    groups.set(key, group);
    group.ours.set(description, [...(group.ours.get(description) ?? []), pointer]);
  }
  return [...groups.values()].filter(({ ours }) => ours.size > 1);
}
