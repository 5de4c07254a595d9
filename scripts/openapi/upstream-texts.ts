import {
  type Document,
  dereference,
  isObject,
  type Json,
  type JsonObject,
  pointerOf,
  pointerSegments,
  resolvePointer,
} from "./document.js";
import { wordRuns } from "./texts.js";

/** Every run of eight words in the descriptions, summaries and titles of a document. */
export function proseRuns(document: JsonObject): Set<string> {
  const runs = new Set<string>();
  const read = (node: Json): void => {
    if (Array.isArray(node)) for (const item of node) read(item);
    else if (isObject(node)) {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value !== "string") read(value);
        else if (key === "description" || key === "summary" || key === "title")
          for (const run of wordRuns(value)) runs.add(run);
      }
    }
  };
  read(document);
  return runs;
}

/** The description that the upstream document has at one of our places, on the place or on its reference's target. */
export function upstreamTextAt(upstream: JsonObject, ours: Document, pointer: string): string | undefined {
  const node = resolvePointer(upstream, upstreamPointer(upstream, ours, pointer));
  if (!isObject(node)) return undefined;
  const text = node.description ?? dereference(upstream, node)?.description;
  return typeof text === "string" ? text : undefined;
}

/** Our parameters are sorted, theirs are not: the index of a parameter is translated by its name. */
function upstreamPointer(upstream: JsonObject, ours: Document, pointer: string): string {
  const segments = pointerSegments(pointer);
  const [section, path, method, list, index, ...rest] = segments;
  if (section !== "paths" || list !== "parameters") return pointer;
  const own = dereference(ours, resolvePointer(ours, pointerOf(segments.slice(0, 5))));
  const theirs = resolvePointer(upstream, pointerOf(["paths", path ?? "", method ?? "", "parameters"]));
  if (!Array.isArray(theirs)) return pointer;
  const at = theirs.findIndex((parameter) => {
    const found = dereference(upstream, parameter);
    return found?.name === own?.name && found?.in === own?.in;
  });
  return pointerOf(["paths", path ?? "", method ?? "", "parameters", at < 0 ? (index ?? "") : at, ...rest]);
}
