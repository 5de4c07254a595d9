import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import { expressChoices } from "../openapi/choices.js";
import { type Document, httpMethods, isObject } from "../openapi/document.js";
import { type DomainTable, hasPackage, readDomains } from "../openapi/domains.js";
import { mergeDocuments, mergeFragments, nameMethods } from "../openapi/effective.js";
import { type TextDebt, writeMissingTexts } from "../openapi/missing-texts.js";
import { addedByOverlays, loadOverlays, type OverlayAction } from "../openapi/overlays.js";
import { parseText, type Source } from "../openapi/read.js";
import { applyFitting, type Stale } from "../openapi/stale-overlays.js";
import { type Surface, surfaceOf } from "../openapi/surface.js";
import { sortKeys } from "../openapi/to-yaml.js";
import { accidentsIn } from "./accident.js";
import { type Change, sortChanges } from "./changes.js";
import { changesetPrefix, packagesOf } from "./changesets.js";
import { diffSurfaces } from "./compare-surfaces.js";
import { type Compatibility, compareTypes, type Disagreement, disagreements } from "./compat/compare.js";
import { type Cut, cutFragments } from "./cut.js";
import { discoveriesIn, type Offer, offerFile, offerOf } from "./discoveries.js";
import { findMoves, followMoves, type Moves, rewriteOverlay } from "./follow-twins.js";
import { sentenceOf } from "./report.js";

/** The effect of taking in an upstream document. Nothing is written. */
export interface Update {
  readonly cut: Cut;
  /** `spec/domains.yaml` without what upstream no longer has, and with the paths as upstream spells them now. */
  readonly domains: string;
  readonly table: DomainTable;
  /** Domains that have a package, before or after. */
  readonly owners: ReadonlySet<string>;
  /** In the terms of users, since the last release where changesets are pending, else since the present fragments. */
  readonly changes: readonly Change[];
  /** The programs of possible users that no longer compile; undefined if there is nothing to compare with. */
  readonly compatibility: Compatibility | undefined;
  /** Where the compiler and the difference do not say the same. */
  readonly disagreements: readonly Disagreement[];
  /** Reasons to have a person look first. */
  readonly held: readonly string[];
  /** Overlay actions that applied and no longer do, each with what happened to its target. */
  readonly staleOverlays: readonly string[];
  /** Places that nobody has described yet and that had no such text before; it was made by rule. */
  readonly newDebt: readonly TextDebt[];
  /** Schemas that overlays follow: they were renamed, inlined or split without meaning. */
  readonly moves: Moves;
  /** Texts of the overlay files in which a target was rewritten so. */
  readonly overlays: ReadonlyMap<string, string>;
  /** Everything that the document offers, and what of it is new, wherever it stands. */
  readonly offer: Offer;
  readonly discoveries: Offer;
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
  const offer = offerOf(source.document);
  const cut = cutFragments(source, presentTable, {
    broughtByOverlays: await addedByOverlays(root),
    ...(present && { present: identitiesOf(present) }),
  });
  const domains = updateClaims(text, cut);
  const table = readDomains(place, domains);

  const former = present && structuredClone(present);
  const before = present && effectively(present, presentTable, overlays);
  const merged = mergeDocuments([...cut.fragments.values()].map((fragment) => structuredClone(fragment)));
  const moves = former ? findMoves(overlays, former, merged) : new Map<string, readonly string[]>();
  const after = effectively(merged, table, followMoves(overlays, moves), former);
  const isKnown = ({ action }: Stale): boolean =>
    before?.stale.some((known) => known.action.place === action.place) ?? false;
  const stale = after.stale.filter((each) => !isKnown(each));
  // Facts that only an overlay had brought, and no longer brings, are no change of the API.
  const left = new Set(stale.map(({ action }) => action.place));
  const without =
    former && left.size > 0
      ? effectively(
          former,
          presentTable,
          overlays.filter(({ place: at }) => !left.has(at)),
        )
      : undefined;
  const pending = await readBaseline(root);
  const baseline = pending ?? before?.document;
  const reference = pending ?? (without ?? before)?.document;
  const brought = before && without ? diffSurfaces(before.surface, without.surface) : [];
  const told = (reference ? diffSurfaces(surfaceOf(reference, presentTable), after.surface) : []).filter(
    (change) => !brought.some((known) => JSON.stringify(known) === JSON.stringify(change)),
  );
  // A document that was read from the disk is sorted; one that was cut just now is not.
  const [then, now] = [reference ?? null, after.document].map((document) => sortKeys(document) as Document);
  const compatibility =
    then && now && JSON.stringify(then) !== JSON.stringify(now)
      ? await compareTypes({ merged: then, table: presentTable }, { merged: now, table })
      : undefined;
  const differing = compatibility ? disagreements(compatibility, told) : [];
  const owners = new Set(
    [presentTable, table].flatMap(({ domains: all }) => all.filter(hasPackage)).map(({ name }) => name),
  );
  const judged = [...told, ...(compatibility?.tables ?? []), ...differing.flatMap(({ missed }) => missed ?? [])];
  const step = before ? diffSurfaces(before.surface, after.surface) : [];
  return {
    cut,
    domains,
    table,
    owners,
    // A program that no longer compiles is a breaking change, whatever the difference says.
    changes: sortChanges([...judged, ...rewrittenOnly(compatibility, judged, owners)]),
    compatibility,
    disagreements: differing,
    held: [
      ...(before ? accidentsIn(before.surface, after.surface, step) : []),
      ...judged.filter(({ kind }) => kind === "safety-fallen").map(sentenceOf),
      ...cut.arrived.map((name) => `an overlay brings ${name}, which upstream has now: remove it from the overlay`),
      ...stale
        .filter(({ action }) => action.kind === "corrections")
        .map(({ text: said }) => `a correction no longer applies: ${said}`),
    ],
    staleOverlays: stale.map(({ text: said }) => said),
    moves,
    overlays: await rewriteMoved(root, overlays, moves),
    discoveries: discoveriesIn(await readOffer(root), offer),
    offer,
    newDebt: after.debt.filter(({ pointer }) => !before?.debt.some((known) => known.pointer === pointer)),
    baseline,
  };
}

/** A package whose generated files differ although no sentence says why has a change nevertheless. */
const rewrittenOnly = (
  compatibility: Compatibility | undefined,
  changes: readonly Change[],
  owners: ReadonlySet<string>,
): Change[] => {
  const known = new Set(changes.flatMap((change) => packagesOf(change, owners)));
  return (compatibility?.rewritten ?? [])
    .filter((name) => name !== "emulator" && !known.has(name))
    .map((name) => ({ package: name, kind: "types-rewritten", level: "patch" }));
};

/** The state that the pending changesets are counted from. Without any, they were released, and so was everything up to now. */
async function readBaseline(root: string): Promise<Document | undefined> {
  const changesets = await readdir(join(root, ".changeset")).catch(() => []);
  if (!changesets.some((name) => `.changeset/${name}`.startsWith(changesetPrefix))) return undefined;
  const text = await readFile(join(root, baselinePath), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (parseText(baselinePath, text) as Document);
}

async function readOffer(root: string): Promise<Offer | undefined> {
  const text = await readFile(join(root, offerFile), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (parseText(offerFile, text) as unknown as Offer); // Written by `renderOffer`.
}

async function rewriteMoved(
  root: string,
  overlays: readonly OverlayAction[],
  moves: Moves,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  if (moves.size === 0) return files;
  for (const file of new Set(overlays.map(({ place }) => place.replace(/:\d+$/, "")))) {
    const text = await readFile(join(root, file), "utf8");
    const rewritten = rewriteOverlay(text, moves);
    if (rewritten !== text) files.set(file, rewritten);
  }
  return files;
}

/** `POST /calls` and `call.answered`, of the paths and webhooks of a document. */
function identitiesOf(document: Document): Set<string> {
  const identities = new Set(Object.keys(document.webhooks));
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of httpMethods) if (isObject(item[method])) identities.add(`${method.toUpperCase()} ${path}`);
  }
  return identities;
}

/** A merged document with the overlays that apply, and the others. */
function effectively(
  document: Document,
  table: DomainTable,
  overlays: readonly OverlayAction[],
  former?: Document,
): { document: Document; surface: Surface; stale: Stale[]; debt: TextDebt[] } {
  const stale = applyFitting(document, overlays, former);
  nameMethods(document, table);
  const debt = writeMissingTexts(document);
  expressChoices(document);
  return { document, surface: surfaceOf(document, table), stale, debt };
}

/**
 * The table of domains without the lines of operations and events that are gone, and with paths as they are spelt now;
 * comments and order stay.
 */
export function updateClaims(text: string, { gone, renamed }: Pick<Cut, "gone" | "renamed">): string {
  if (gone.operations.length + gone.events.length + renamed.size === 0) return text;
  const document = parseDocument(text);
  const operations = new Set(gone.operations);
  const events = new Set(gone.events);
  const update = (node: unknown): void => {
    if (isMap(node)) {
      for (const { value } of node.items) {
        update(value);
        const spelt = isScalar(value) ? renamed.get(String(value.value)) : undefined;
        if (isScalar(value) && spelt) value.value = spelt;
      }
      node.items = node.items.filter(({ value }) => {
        const isEmpty = (isMap(value) || isSeq(value)) && value.items.length === 0;
        return !(isScalar(value) && operations.has(String(value.value))) && !isEmpty;
      });
    } else if (isSeq(node))
      node.items = node.items.filter((item) => !(isScalar(item) && events.has(String(item.value))));
  };
  update(document.get("domains", true));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
