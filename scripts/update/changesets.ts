import { type Change, type Level, levelOf } from "./changes.js";
import { sentenceOf } from "./report.js";

const longestList = 80;

/**
 * The changesets of a difference, by path: one per package, written to its users, weightiest change first. They are always
 * made from the whole difference since the last release, so a change that was taken back leaves nothing. A package whose
 * generated files stay as they are has none: its users get nothing new.
 */
export function changesetsOf(
  changes: readonly Change[],
  owners: ReadonlySet<string>,
  versions: ReadonlyMap<string, string>,
  touched?: readonly string[],
): Map<string, string> {
  const byPackage = new Map<string, Change[]>();
  for (const change of changes) {
    for (const name of packagesOf(change, owners)) byPackage.set(name, [...(byPackage.get(name) ?? []), change]);
  }
  const files = new Map<string, string>();
  for (const [name, list] of byPackage)
    if (touched?.includes(name) ?? true)
      files.set(`${changesetPrefix}${name}.md`, changeset(name, list, versions.get(name) ?? "0.0.0"));
  // The emulator validates and sends by the same documents.
  if (touched?.includes("emulator") ?? files.size > 0)
    files.set(`${changesetPrefix}emulator.md`, emulatorChangeset(changes, versions.get("emulator") ?? "0.0.0"));
  return files;
}

export const changesetPrefix = ".changeset/spec-";

/** The highest level of what the emulator follows, with the changes that its users meet. */
function emulatorChangeset(changes: readonly Change[], version: string): string {
  const told = order.slice(0, 2).flatMap((level) => changes.filter((change) => change.level === level));
  const lines = told
    .slice(0, longestList)
    .map((change) => `- ${change.level === "major" ? "**Breaking.** " : ""}${sentenceOf(change)}`);
  if (told.length > lines.length) lines.push(`- … and ${told.length - lines.length} more.`);
  const text = "The emulator validates requests and sends events as the API's new specification says.";
  return render(
    "emulator",
    bumpOf(levelOf(changes) ?? "patch", version),
    [text, ...(lines.length > 0 ? ["", ...lines] : [])].join("\n"),
  );
}

/** Operations change their own package; all events are typed in webhooks. */
export function packagesOf(change: Change, owners: ReadonlySet<string>): string[] {
  if (change.event) return ["webhooks"];
  const names = change.kind === "operation-moved" ? [change.from, change.to] : [change.package];
  return names.flatMap((name) => (name !== undefined && (owners.has(name) || name === "webhooks") ? [name] : []));
}

function changeset(name: string, changes: readonly Change[], version: string): string {
  const sorted = [...changes].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  const told = sorted.filter(({ level, kind }) => level !== "patch" || kind === "types-rewritten");
  const rest = sorted.length - told.length;
  const breaking = told
    .filter(({ level }) => level === "major")
    .map((change) => `- **Breaking.** ${sentenceOf(change)}`);
  const added = told.filter(({ level }) => level !== "major").map((change) => `- ${sentenceOf(change)}`);
  const lines = [...breaking, ...added];
  const shown = lines.slice(0, Math.max(longestList, breaking.length));
  if (lines.length > shown.length) shown.push(`- … and ${lines.length - shown.length} more additions.`);
  if (rest > 0)
    shown.push(
      `- ${rest} ${rest === 1 ? "description, default or bound" : "descriptions, defaults and bounds"} follow the API.`,
    );
  return render(
    name,
    bumpOf(levelOf(changes) ?? "patch", version),
    `The types follow the API's new specification.\n\n${shown.join("\n")}`,
  );
}

const order: readonly Level[] = ["major", "minor", "patch"];

/** At 0.x `^0.1.0` takes patches only: what breaks is a minor version, and an addition is a patch. */
export const bumpOf = (level: Level, version: string): Level =>
  !version.startsWith("0.") ? level : level === "major" ? "minor" : "patch";

const render = (name: string, bump: Level, text: string): string =>
  `---\n"@telnyx-kit/${name}": ${bump}\n---\n\n${text}\n`;
