import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isMap, isSeq, parseDocument } from "yaml";
import { accidentsIn } from "./accident.js";
import { type Cut, cutFragments } from "./cut.js";
import { type Change, diffSurfaces } from "./diff.js";
import { type Document, httpMethods, isObject, type JsonObject } from "./document.js";
import { type DomainTable, readDomains } from "./domains.js";
import { mergeDocuments, mergeFragments, nameMethods } from "./effective.js";
import { applyOverlays, loadOverlays, type OverlayAction, operationsAddedByOverlays } from "./overlays.js";
import { parseText, type Source } from "./read.js";
import { type Surface, surfaceOf } from "./surface.js";

/** What taking in an upstream document would mean. Nothing is written. */
export interface Update {
  readonly cut: Cut;
  /** `spec/domains.yaml` without what upstream no longer has. */
  readonly domains: string;
  readonly table: DomainTable;
  /** In the terms of users, since the last release where changesets are pending, else since the present fragments. */
  readonly changes: readonly Change[];
  /** Reasons to have a person look first. */
  readonly held: readonly string[];
  /** Overlay actions that applied and no longer do, each with what became of its target. */
  readonly staleOverlays: readonly string[];
  /** The effective document that the changes are counted from; undefined where there were no fragments. */
  readonly baseline: Document | undefined;
}

const baselinePath = "spec/baseline.yaml";

export async function planUpdate(root: string, source: Source): Promise<Update> {
  const place = "spec/domains.yaml";
  const text = await readFile(join(root, place), "utf8");
  const overlays = await loadOverlays(root);
  const presentTable = readDomains(place, text);
  const present = await mergeFragments(root).catch(() => undefined);
  const cut = cutFragments(source, presentTable, {
    broughtByOverlays: await operationsAddedByOverlays(root),
    ...(present && { present: identitiesOf(present) }),
  });
  const domains = withoutClaims(text, cut.gone);
  const table = readDomains(place, domains);

  const before = present && effectively(present, presentTable, overlays);
  const after = effectively(
    mergeDocuments([...cut.fragments.values()].map((fragment) => structuredClone(fragment))),
    table,
    overlays,
  );
  const pending = await readFile(join(root, baselinePath), "utf8").then(
    (pendingText) => parseText(baselinePath, pendingText) as Document,
    () => undefined,
  );
  const baseline = pending ?? before?.document;
  const old = baseline && surfaceOf(baseline, presentTable);
  const changes = old ? diffSurfaces(old, after.surface) : [];
  const step = before ? diffSurfaces(before.surface, after.surface) : [];
  return {
    cut,
    domains,
    table,
    changes,
    held: before ? accidentsIn(before.surface, after.surface, step) : [],
    staleOverlays: after.stale
      .filter((stale) => !before?.stale.some((known) => known.action === stale.action))
      .map(({ text: said }) => said),
    baseline,
  };
}

/** `POST /calls` and `call.answered`, of the paths and webhooks of a document. */
function identitiesOf(document: Document): Set<string> {
  const identities = new Set(Object.keys(document.webhooks));
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of httpMethods) if (isObject(item[method])) identities.add(`${method.toUpperCase()} ${path}`);
  }
  return identities;
}

interface Stale {
  readonly action: OverlayAction;
  readonly text: string;
}

/** A merged document with the overlays that apply, and the others. */
function effectively(
  document: Document,
  table: DomainTable,
  overlays: readonly OverlayAction[],
): { document: Document; surface: Surface; stale: Stale[] } {
  const stale = overlays.flatMap((action) =>
    applyOverlays(document, [action]).length > 0
      ? [{ action, text: `${action.place}: ${action.target} ${fateOf(document, action.target)}` }]
      : [],
  );
  nameMethods(document, table);
  return { document, surface: surfaceOf(document, table), stale };
}

/** What became of the place that a target names. */
function fateOf(document: JsonObject, target: string): string {
  let node: unknown = document;
  let at = "$";
  for (const [, plain, quoted] of target.slice(1).matchAll(/\.([A-Za-z_]\w*)|\['([^']+)'\]|[^.[]+|\[|\./g)) {
    const name = plain ?? quoted;
    if (name === undefined) return "finds no place any more";
    if (!isObject(node) || node[name] === undefined) return `is gone: ${at} has no ${name}`;
    node = node[name];
    at += `.${name}`;
  }
  return "changes nothing any more: upstream says so itself";
}

/** The table of domains without the lines of operations and events that are gone; comments and order stay. */
export function withoutClaims(text: string, gone: Cut["gone"]): string {
  if (gone.operations.length + gone.events.length === 0) return text;
  const document = parseDocument(text);
  const operations = new Set(gone.operations);
  const events = new Set(gone.events);
  const prune = (node: unknown): void => {
    if (isMap(node)) {
      for (const { value } of node.items) prune(value);
      node.items = node.items.filter(({ value }) => {
        const scalar = scalarOf(value);
        const isEmpty = (isMap(value) || isSeq(value)) && value.items.length === 0;
        return !(scalar !== undefined && operations.has(scalar)) && !isEmpty;
      });
    } else if (isSeq(node)) node.items = node.items.filter((item) => !events.has(scalarOf(item) ?? ""));
  };
  prune(document.get("domains", true));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const scalarOf = (node: unknown): string | undefined => {
  const value = (node as { value?: unknown } | null)?.value;
  return typeof value === "string" ? value : undefined;
};
