import type { DomainTable } from "../openapi/domains.js";
import { hasPackage } from "../openapi/domains.js";
import { type Change, type Level, levelOf } from "./changes.js";
import { sentenceOf } from "./report.js";

const longestList = 80;

/**
 * The changesets of a difference, by path: one a package, written to its users, weightiest change first. They are always
 * made from the whole difference since the last release, so a change that was taken back leaves nothing.
 */
export function changesetsOf(
  changes: readonly Change[],
  table: DomainTable,
  versions: ReadonlyMap<string, string>,
): Map<string, string> {
  const byPackage = new Map<string, Change[]>();
  for (const change of changes) {
    for (const name of packagesOf(change, table)) byPackage.set(name, [...(byPackage.get(name) ?? []), change]);
  }
  const files = new Map<string, string>();
  for (const [name, list] of byPackage)
    files.set(`${changesetPrefix}${name}.md`, changeset(name, list, versions.get(name) ?? "0.0.0"));
  // The emulator validates against the same documents.
  if (files.size > 0)
    files.set(
      `${changesetPrefix}emulator.md`,
      render(
        "emulator",
        "minor",
        "The emulator follows the new specification: requests are validated and events are sent as it says.",
      ),
    );
  return files;
}

export const changesetPrefix = ".changeset/spec-";

/** Operations change their own package; all events are typed in webhooks. */
function packagesOf(change: Change, table: DomainTable): string[] {
  if (change.event) return ["webhooks"];
  const domain = table.domains.find(({ name }) => name === change.package);
  if (change.kind === "operation-moved") return [change.from, change.to].flatMap((name) => name ?? []);
  return domain && hasPackage(domain) ? [domain.name] : [];
}

function changeset(name: string, changes: readonly Change[], version: string): string {
  const sorted = [...changes].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  const told = sorted.filter(({ level }) => level !== "patch");
  const rest = sorted.length - told.length;
  const breaking = told
    .filter(({ level }) => level === "major")
    .map((change) => `- **Breaking.** ${sentenceOf(change)}`);
  const added = told.filter(({ level }) => level === "minor").map((change) => `- ${sentenceOf(change)}`);
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

/** While a package is at 0.x, what breaks is a minor version. */
export const bumpOf = (level: Level, version: string): Level =>
  level === "major" && version.startsWith("0.") ? "minor" : level;

const render = (name: string, bump: Level, text: string): string =>
  `---\n"@telnyx-kit/${name}": ${bump}\n---\n\n${text}\n`;
