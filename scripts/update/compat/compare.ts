import { Problem, throwAll } from "../../cli/problem.js";
import type { Document } from "../../openapi/document.js";
import { anonymous, type DomainTable } from "../../openapi/domains.js";
import { type Change, levelOf } from "../changes.js";
import { createCompiler } from "./compiler.js";
import { type Program, writeCorpus } from "./corpus.js";
import { renderPackages, type TypedPackage } from "./packages.js";

/** A merged effective document and what its packages are made of. */
export interface Side {
  readonly merged: Document;
  readonly table: DomainTable;
}

export interface Compatibility {
  /** How many programs were compiled; those of packages whose types did not change are not. */
  readonly programs: number;
  /** What no longer compiles: operation or event → package and message. */
  readonly broken: ReadonlyMap<string, { readonly package: string; readonly message: string }>;
}

/** Compiles the programs that users of the old packages could have against the new ones. */
export async function compareTypes(before: Side, after: Side): Promise<Compatibility> {
  const [old, now] = [
    await renderPackages(before.merged, before.table),
    await renderPackages(after.merged, after.table),
  ];
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
  return {
    programs: corpus.length,
    broken: new Map(
      suspects.map((program) => [program.uses, { package: program.package, message: broken.get(program.place) ?? "" }]),
    ),
  };
}

const textsOf = (programs: readonly Program[]): Map<string, string> =>
  new Map(programs.map(({ place, text }) => [place, text]));

function sameTypes(one: TypedPackage, other: TypedPackage | undefined): boolean {
  const bare = (typed: TypedPackage | undefined): string =>
    Object.values(typed?.files ?? {})
      .join("\n")
      .replaceAll(/\/\*\*[\s\S]*?\*\//g, "")
      .replaceAll(/\s+/g, " ");
  return bare(one) === bare(other);
}

/** What the types say and the difference does not, and the other way round. */
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
  for (const [place, { package: name, message }] of broken) {
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
        to: message,
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

/** Whether a breaking change can be seen in TypeScript at all. */
function showsInTypes({ level, pointer = "", from = "", to = "", event }: Change): boolean {
  if (level !== "major") return false;
  // Every number is a `number`.
  if (from !== to && from.replaceAll("integer", "number") === to.replaceAll("integer", "number")) return false;
  // Methods take no headers; the envelope of events has types of its own, whatever form it arrives in.
  if (pointer.startsWith("/header/")) return false;
  return !event || pointer === "" || /^\/(data\/)?payload(\/|$)/.test(pointer);
}
