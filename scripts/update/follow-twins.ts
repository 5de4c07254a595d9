import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from "yaml";
import { type Document, isObject, type JsonObject, pointerOf, visitNodes } from "../openapi/document.js";
import { targetOf } from "../openapi/missing-texts.js";
import type { OverlayAction } from "../openapi/overlays.js";

/** Where a schema went that was renamed, inlined or split without meaning: target of the old → targets of its twins. */
export type Moves = ReadonlyMap<string, readonly string[]>;

const schemaOf = /^\$\.components\.schemas(?:\.(\w+)|\['([^']+)'\])/;

/** Finds the twins of the schemas that overlays speak of and a new document no longer has. */
export function findMoves(actions: readonly OverlayAction[], former: Document, now: Document): Moves {
  const moves = new Map<string, string[]>();
  for (const { target } of actions) {
    const [whole, plain, quoted] = schemaOf.exec(target) ?? [];
    const name = plain ?? quoted;
    if (!whole || name === undefined || moves.has(whole) || now.components.schemas?.[name]) continue;
    const twins = twinsOf(former, now, name);
    if (twins.length > 0) moves.set(whole, twins);
  }
  return moves;
}

/** Nodes that are new and have exactly the fields of a schema that is gone. */
function twinsOf(former: Document, now: Document, name: string): string[] {
  const wanted = fingerprint(former.components.schemas?.[name]);
  if (!wanted) return [];
  const known = new Set(placesOf(former, wanted));
  return placesOf(now, wanted).filter((place) => !known.has(place));
}

function placesOf(document: Document, wanted: string): string[] {
  const places: string[] = [];
  visitNodes(document, (node, at) => {
    if (fingerprint(node) === wanted) places.push(targetOf(pointerOf(at)));
  });
  return places;
}

/** Names of fields with their types: what a schema is, whatever it is called. */
function fingerprint(node: JsonObject | undefined): string {
  if (!isObject(node?.properties) || Object.keys(node.properties).length === 0) return "";
  return JSON.stringify(
    Object.entries(node.properties)
      .map(([name, property]) => [name, isObject(property) ? (property.type ?? "") : ""])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}

/** The actions with the targets of the twins; an action for a schema that was split stands once for each part. */
export const followMoves = (actions: readonly OverlayAction[], moves: Moves): OverlayAction[] =>
  actions.flatMap((action) => targetsOf(action.target, moves).map((target) => ({ ...action, target })));

function targetsOf(target: string, moves: Moves): string[] {
  const [whole = ""] = schemaOf.exec(target) ?? [];
  return moves.get(whole)?.map((twin) => twin + target.slice(whole.length)) ?? [target];
}

/** An overlay's text with the targets of the twins; comments and the form of texts stay. */
export function rewriteOverlay(text: string, moves: Moves): string {
  const document = parseDocument(text);
  const actions = document.get("actions", true);
  if (!isSeq(actions)) return text;
  let isChanged = false;
  actions.items = (actions.items as Node[]).flatMap((action): Node[] => {
    const target = isMap(action) ? action.get("target", true) : undefined;
    const targets = isScalar(target) ? targetsOf(String(target.value), moves) : [];
    if (!isMap(action) || targets.length === 0 || targets[0] === String((target as { value: unknown }).value))
      return [action];
    isChanged = true;
    return targets.map((each) => {
      const copy = action.clone() as YAMLMap;
      copy.set("target", each);
      return copy;
    });
  });
  return isChanged ? document.toString({ lineWidth: 0, flowCollectionPadding: true }) : text;
}
