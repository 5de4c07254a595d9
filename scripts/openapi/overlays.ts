import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { paths as jsonPaths } from "jsonpathly";
import { Problem, throwAll } from "../cli/problem.js";
import { type Document, isNameMap, isObject, type Json, type JsonObject, visitNodes } from "./document.js";
import { parsePlacedYaml } from "./read.js";

/**
 * The purpose of an overlay. Corrections change facts, each with its reason and source; the glossary and the texts add
 * words to what is there and nothing else; errors bring the table of error codes. They are applied in this order.
 */
const kinds = ["corrections", "glossary", "texts", "errors"] as const;
export type OverlayKind = (typeof kinds)[number];

export interface OverlayAction {
  /** `spec/overlays/…yaml:12` */
  readonly place: string;
  readonly kind: OverlayKind;
  readonly target: string;
  readonly update?: Json;
  readonly remove: boolean;
  readonly reason?: string;
  readonly source?: string;
}

/** An action that does not apply to a document as it should. */
export interface Misfit {
  readonly action: OverlayAction;
  /** `nowhere`: its target matches nothing. */
  readonly kind: "nowhere" | "wrong";
  /** The fault, in one line. */
  readonly what: string;
  /** The same with the action's place and the remedy. */
  readonly problem: Problem;
}

/** Reads every overlay document below `spec/overlays`, in the order of application. */
export async function loadOverlays(root: string): Promise<OverlayAction[]> {
  const folder = join(root, "spec", "overlays");
  const actions: OverlayAction[] = [];
  for (const kind of kinds) {
    const names =
      kind === "corrections" || kind === "texts"
        ? (await yamlFiles(join(folder, kind))).map((name) => `${kind}/${name}`)
        : [`${kind}.yaml`];
    for (const name of names) {
      const text = await readFile(join(folder, name), "utf8").catch(() => undefined);
      if (text !== undefined) actions.push(...readOverlay(`spec/overlays/${name}`, text, kind));
    }
  }
  return actions;
}

const yamlFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".yaml")).sort();

/** Reads one OpenAPI Overlay document (1.0 or 1.1). */
export function readOverlay(place: string, text: string, kind: OverlayKind): OverlayAction[] {
  const yaml = parsePlacedYaml(place, text);
  const { overlay, actions } = yaml.value;
  if (typeof overlay !== "string" || !/^1\.[01]\.\d+$/.test(overlay) || !Array.isArray(actions)) {
    throw new Problem(
      `${place}:1`,
      "this is no OpenAPI Overlay document",
      "Begin it with `overlay: 1.0.0` and `actions:`; see spec/README.md.",
    );
  }
  const problems: Problem[] = [];
  const read = actions.flatMap((action, index): OverlayAction[] => {
    const at = `${place}:${yaml.lineAt(["actions", index])}`;
    if (!isObject(action) || typeof action.target !== "string" || !action.target.startsWith("$")) {
      problems.push(new Problem(at, "an action without a JSONPath target", "Give it `target: $.…`."));
      return [];
    }
    const known = new Set(["target", "update", "remove", "description", "x-reason", "x-source"]);
    const odd = Object.keys(action).filter((key) => !known.has(key));
    if (odd.length > 0 || (action.update === undefined) === (action.remove !== true)) {
      problems.push(
        new Problem(
          at,
          odd.length > 0 ? `unknown ${odd.join(", ")}` : "an action must either update or remove",
          "An action has a target, and `update` or `remove: true`.",
        ),
      );
    }
    if (kind === "corrections" && !(action["x-reason"] && action["x-source"])) {
      problems.push(
        new Problem(
          at,
          `the correction of ${action.target} has no reason or no source`,
          "Add `x-reason` and `x-source`: what upstream has wrong, and how that is known.",
        ),
      );
    }
    return [
      {
        place: at,
        kind,
        target: action.target,
        remove: action.remove === true,
        ...(action.update !== undefined && { update: action.update }),
        ...(action["x-reason"] !== undefined && { reason: String(action["x-reason"]) }),
        ...(action["x-source"] !== undefined && { source: String(action["x-source"]) }),
      },
    ];
  });
  throwAll(problems);
  return read;
}

/** Operations (`GET /public_key`) and events that corrections add to the document. */
export async function addedByOverlays(root: string): Promise<Set<string>> {
  const added = new Set<string>();
  for (const { target, update } of await loadOverlays(root)) {
    if (!isObject(update)) continue;
    if (target === "$.webhooks") for (const type of Object.keys(update)) added.add(type);
    if (target !== "$.paths") continue;
    for (const [path, item] of Object.entries(update)) {
      if (isObject(item)) for (const method of Object.keys(item)) added.add(`${method.toUpperCase()} ${path}`);
    }
  }
  return added;
}

/**
 * Applies overlay actions in place. An action that matches nothing, changes nothing, or, in a text, would change a fact
 * comes back with the problem, which names the file and the line.
 */
export function applyOverlays(document: Document, actions: readonly OverlayAction[]): Misfit[] {
  const misfits: Misfit[] = [];
  let properties: PropertyIndex | undefined;
  for (const action of actions) {
    const misfit = (kind: Misfit["kind"], what: string, remedy: string): void => {
      misfits.push({ action, kind, what, problem: new Problem(action.place, what, remedy) });
    };
    if (action.kind === "corrections") properties = undefined;
    else properties ??= indexProperties(document);
    let matches: Match[];
    try {
      matches = resolveTarget(document, action.target, properties);
    } catch (error) {
      misfit("wrong", `${action.target} is no JSONPath: ${(error as Error).message}`, "Correct the target.");
      continue;
    }
    if (matches.length === 0) {
      const remedy = "Correct the target, or remove the action if upstream no longer needs it.";
      misfit("nowhere", `${action.target} matches nothing`, remedy);
      continue;
    }
    // From the last to the first: what is taken out of a list must not move the elements that are still to be taken out.
    const outcome = [...matches].reverse().map((match) => applyTo(match, action));
    for (const wrong of new Set(outcome.filter((result) => typeof result === "string"))) {
      const remedy =
        action.kind === "corrections"
          ? "Correct the update; an array takes an array, a mapping a mapping."
          : "Texts add descriptions, summaries and x-telnyx-… only: put facts into spec/overlays/corrections.";
      misfit("wrong", `${action.target}: ${wrong}`, remedy);
    }
    if (outcome.every((result) => result === false))
      misfit("wrong", `${action.target} changes nothing`, "Remove the action: the document says so already.");
  }
  return misfits;
}

interface Match {
  readonly parent: JsonObject | Json[];
  readonly key: string | number;
}

type PropertyIndex = ReadonlyMap<string, readonly Match[]>;

/** `$..properties.NAME`: resolved from an index, since a recursive search of the whole document an action is slow. */
const everyProperty = /^\$\.\.properties(?:\.([A-Za-z_]\w*)|\['([^']+)'\])$/;

function resolveTarget(document: Document, target: string, properties: PropertyIndex | undefined): Match[] {
  if (target === "$") return [{ parent: { $: document }, key: "$" }];
  const name = everyProperty.exec(target);
  if (name && properties) return [...(properties.get(name[1] ?? name[2] ?? "") ?? [])];
  return jsonPaths(document, target).map((path) => {
    const segments = [...path.matchAll(/\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/g)].map(
      ([, single, double, index]) =>
        index === undefined ? (single ?? double ?? "").replace(/\\(.)/g, "$1") : Number(index),
    );
    const parent = segments
      .slice(0, -1)
      .reduce<Json>((node, key) => (node as JsonObject)[key as string] as Json, document);
    return { parent: parent as JsonObject | Json[], key: segments.at(-1) ?? "" };
  });
}

function indexProperties(document: Document): PropertyIndex {
  const index = new Map<string, Match[]>();
  visitNodes(document, ({ properties }) => {
    if (!isObject(properties)) return;
    for (const name of Object.keys(properties)) {
      const matches = index.get(name);
      if (matches) matches.push({ parent: properties, key: name });
      else index.set(name, [{ parent: properties, key: name }]);
    }
  });
  return index;
}

/** Whether the node changed, or what is wrong with the update. */
function applyTo({ parent, key }: Match, action: OverlayAction): boolean | string {
  if (action.remove) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
    return true;
  }
  const holder = parent as JsonObject;
  const before = JSON.stringify(holder[key]);
  const update = action.update as Json;
  const wrong =
    action.kind === "corrections" || action.kind === "errors"
      ? merge(holder, String(key), update, true)
      : addWords(holder[key] as Json, update, "", false);
  return wrong ?? JSON.stringify(holder[key]) !== before;
}

/**
 * The Overlay specification's merge: mappings recursively, arrays appended (what is there already is not repeated), other
 * values replaced. A target that is an array may also be given a single item.
 */
function merge(holder: JsonObject, key: string, update: Json, isTarget = false): string | undefined {
  const value = holder[key];
  if (isObject(value) && isObject(update)) {
    for (const [name, part] of Object.entries(update)) {
      const wrong = merge(value, name, part);
      if (wrong) return wrong;
    }
  } else if (Array.isArray(value) && (isTarget || Array.isArray(update))) {
    const have = new Set(value.map((item) => JSON.stringify(item)));
    const items = Array.isArray(update) ? update : [update];
    value.push(...structuredClone(items.filter((item) => !have.has(JSON.stringify(item)))));
  } else if (
    (typeof value === "object" && value !== null) ||
    (value !== undefined && (isObject(update) || Array.isArray(update)))
  ) {
    // A type such as `string` may become the list `[string, "null"]`; anything else of another shape is a slip.
    if (key !== "type" || !Array.isArray(update))
      return `${key} is ${JSON.stringify(value).slice(0, 60)} and cannot take ${JSON.stringify(update).slice(0, 60)}`;
    holder[key] = update;
  } else holder[key] = structuredClone(update);
  return undefined;
}

const isWord = (key: string): boolean =>
  ["description", "summary", "externalDocs"].includes(key) || key.startsWith("x-telnyx-");

/** Merges words into what exists; any other new or different key is a slip that would add a fact. */
function addWords(node: Json, update: Json, at: string, names: boolean): string | undefined {
  if (!isObject(node) || !isObject(update))
    return `there is no mapping at ${at.slice(1) || "the target"} to add words to`;
  for (const [key, value] of Object.entries(update)) {
    // Among names `description` is one like any other: a property that is called so.
    if (!names && isWord(key)) node[key] = structuredClone(value);
    else if (node[key] === undefined) return `there is no ${`${at}.${key}`.slice(1)} to add words to`;
    else {
      const wrong = addWords(node[key] as Json, value, `${at}.${key}`, !names && isNameMap(key, node[key]));
      if (wrong) return wrong;
    }
  }
  return undefined;
}
