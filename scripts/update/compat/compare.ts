import type ts from "typescript";
import { Problem, throwAll } from "../../cli/problem.js";
import type { Document } from "../../openapi/document.js";
import { anonymous, type DomainTable } from "../../openapi/domains.js";
import { type Change, levelOf } from "../changes.js";
import { tableChanges } from "../compare-tables.js";
import { createCompiler } from "./compiler.js";
import { type Program, typesUsed, writeCorpus } from "./corpus.js";
import { renderPackages, type TypedPackage } from "./packages.js";
import { typeDifferences } from "./type-differences.js";

/** A merged effective document and what its packages are made of. */
export interface Side {
  readonly merged: Document;
  readonly table: DomainTable;
}

interface Broken {
  readonly package: string;
  /** The compiler's messages, for a maintainer. */
  readonly message: string;
  /** Where the types differ, for a changelog. */
  readonly differences: readonly string[];
}

export interface Compatibility {
  /** Packages whose generated files differ in anything. */
  readonly touched: readonly string[];
  /** Packages whose generated files differ, comments apart. */
  readonly rewritten: readonly string[];
  /** The changes in the tables of operations. */
  readonly tables: readonly Change[];
  /** How many programs were compiled; those of packages whose types did not change are not. */
  readonly programs: number;
  /** Programs that no longer compile: operation or event → package and message. */
  readonly broken: ReadonlyMap<string, Broken>;
}

/** Compiles the programs that users of the old packages could have against the new ones. */
export async function compareTypes(before: Side, after: Side): Promise<Compatibility> {
  const [old, now] = [
    await renderPackages(before.merged, before.table),
    await renderPackages(after.merged, after.table),
  ];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  const touched = names.filter((name) => JSON.stringify(old.get(name)?.files) !== JSON.stringify(now.get(name)?.files));
  const rewritten = touched.filter((name) => !sameTypes(old.get(name), now.get(name)));
  const tables = names.flatMap((name) => tableChanges(old.get(name), now.get(name)));
  old.delete("emulator"); // It has no types of its own.
  for (const [name, typed] of old) if (sameTypes(typed, now.get(name))) old.delete(name);
  const compiler = createCompiler();
  const corpus = old.size > 0 ? writeCorpus(compiler, old) : [];
  const broken = compiler.check(now, textsOf(corpus));
  const suspects = corpus.filter(({ place }) => broken.has(place));
  // A program that never compiled proves nothing.
  const wrong = suspects.length > 0 ? compiler.check(old, textsOf(suspects)) : new Map<string, string>();
  throwAll(
    [...wrong].map(
      ([place, message]) =>
        new Problem(
          place,
          `does not compile against the packages it was written for: ${message}`,
          "Correct scripts/update/compat.",
        ),
    ),
  );
  const types = suspects.length > 0 ? { old: compiler.types(old), now: compiler.types(now) } : undefined;
  return {
    touched,
    rewritten,
    tables,
    programs: corpus.length,
    broken: new Map(
      suspects.map((program) => [
        program.uses,
        {
          package: program.package,
          message: broken.get(program.place) ?? "",
          differences: differencesOf(program, old, now, types),
        },
      ]),
    ),
  };
}

/** Where the types that a program uses differ, in the words of a changelog. */
function differencesOf(
  { uses, package: name }: Program,
  old: ReadonlyMap<string, TypedPackage>,
  now: ReadonlyMap<string, TypedPackage>,
  types: { readonly old: ts.Program; readonly now: ts.Program } | undefined,
): string[] {
  const [before, after] = [old.get(name), now.get(name)];
  if (!types || !before || !after) return [];
  const later = typesUsed(types.now, after, uses);
  return [...typesUsed(types.old, before, uses)].flatMap(([what, type]) => {
    const next = later.get(what);
    if (!next) return [];
    return typeDifferences(
      { checker: types.old.getTypeChecker(), type },
      { checker: types.now.getTypeChecker(), type: next },
    ).map((difference) => `${difference} in ${what}`);
  });
}

const textsOf = (programs: readonly Program[]): Map<string, string> =>
  new Map(programs.map(({ place, text }) => [place, text]));

function sameTypes(one: TypedPackage | undefined, other: TypedPackage | undefined): boolean {
  const bare = (typed: TypedPackage | undefined): string =>
    Object.values(typed?.files ?? {})
      .join("\n")
      .replaceAll(/\/\*\*[\s\S]*?\*\//g, "")
      .replaceAll(/\s+/g, " ");
  return bare(one) === bare(other);
}

/** Findings of the types that the difference lacks, and the other way round. */
export interface Disagreement {
  /** Operation or event. */
  readonly place: string;
  readonly package: string;
  readonly text: string;
  /** Set where programs break of which the difference calls nothing breaking. */
  readonly missed?: Change;
}

export function disagreements({ broken }: Compatibility, changes: readonly Change[]): Disagreement[] {
  const found: Disagreement[] = [];
  for (const [place, { package: name, message, differences }] of broken) {
    if (levelOf(changesAt(changes, place)) === "major") continue;
    const event = place.startsWith("/") || place.includes(" ") ? {} : { event: place };
    found.push({
      place,
      package: name,
      text: `${place} no longer compiles and the difference calls nothing of it breaking: ${message}`,
      missed: {
        package: name,
        kind: "types-broken",
        level: "major",
        ...("event" in event ? event : { operation: place }),
        to: differences.join("; ") || "in a way that no rule describes",
      },
    });
  }
  for (const place of new Set(changes.filter(showsInTypes).map(placeOf))) {
    const change = changesAt(changes, place).find(showsInTypes);
    if (!change || broken.has(place)) continue;
    found.push({
      place,
      package: change.package,
      text: `${place} still compiles although the difference calls it breaking: ${change.kind} ${change.pointer ?? ""}`.trim(),
    });
  }
  return found;
}

const placeOf = (change: Change): string => (change.operation ? anonymous(change.operation) : (change.event ?? ""));
const changesAt = (changes: readonly Change[], place: string): Change[] =>
  changes.filter((change) => placeOf(change) === place);

/** Kinds that change what is sent, not how a program is written. */
const unseen = new Set<Change["kind"]>([
  "safety-fallen",
  "media-type-changed",
  "query-style-changed",
  "input-changed",
  "response-enum-values-added",
  "event-enum-values-added",
]);

/** Whether a breaking change can be seen in TypeScript at all. */
function showsInTypes({ kind, level, pointer = "", from = "", to = "", event }: Change): boolean {
  if (level !== "major" || unseen.has(kind)) return false;
  // Every number is a `number`.
  if (from !== to && from.replaceAll("integer", "number") === to.replaceAll("integer", "number")) return false;
  // Methods take path parameters as strings, whatever they hold.
  if (pointer.startsWith("/path/")) return false;
  // Methods take no headers; the envelope of events has types of its own, whatever form it arrives in.
  if (pointer.startsWith("/header/")) return false;
  return !event || pointer === "" || /^\/(data\/)?payload(\/|$)/.test(pointer);
}
