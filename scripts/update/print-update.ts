import { targetOf } from "../openapi/missing-texts.js";
import type { Cut } from "./cut.js";
import { discoveryLines } from "./discoveries.js";
import type { Update } from "./plan-update.js";
import { markdownReport, textReport } from "./report.js";

/** Why a person should look at an update before it is taken in. */
export function reasonsToHold({ held, cut, disagreements }: Update): string[] {
  const gone = [...cut.gone.operations, ...cut.gone.events];
  return [
    ...held,
    ...disagreements.map(({ text }) => text),
    ...(gone.length > 0
      ? [`upstream no longer has ${gone.join(", ")}; accepted, their lines leave spec/domains.yaml`]
      : []),
  ];
}

export const heldText = (update: Update): string =>
  `This update needs a person to look at it:\n${reasonsToHold(update)
    .map((reason) => `  ${reason}`)
    .join("\n")}\nIf it is meant so, run the command again with --accept.`;

export const summaryOf = (update: Update, changed: readonly string[], isHeld: boolean) => {
  const { cut, changes, staleOverlays, compatibility } = update;
  return {
    changed,
    isHeld,
    held: reasonsToHold(update),
    changes,
    broken: Object.fromEntries(compatibility?.broken ?? []),
    unclaimed: cut.unclaimed,
    arrived: cut.arrived,
    gone: cut.gone,
    renamed: Object.fromEntries(cut.renamed),
    staleOverlays,
    texts: update.newDebt,
    discoveries: update.discoveries,
  };
};

/** The body of a pull request: the difference as a table, then what a person has to do about it. */
export function markdownOf(update: Update): string {
  const { cut, changes, staleOverlays } = update;
  const list = (title: string, lines: readonly string[]): string =>
    lines.length > 0 ? `\n### ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}\n` : "";
  return [
    list("New upstream, in our domains or elsewhere", discoveryLines(update.discoveries)),
    markdownReport(changes),
    list("Needs a person", reasonsToHold(update)),
    list(
      "Overlays that no longer apply",
      staleOverlays.map((text) => `\`${text}\``),
    ),
    list("Texts that nobody wrote yet", debtLines(update)),
    list(
      "Claimed by no domain",
      [...cut.unclaimed.operations, ...cut.unclaimed.events].map((name) => `\`${name}\``),
    ),
  ].join("");
}

/** Each place whose text was made by rule, with that text. */
const debtLines = ({ newDebt }: Update): string[] =>
  newDebt.map(({ pointer, made }) => `\`${targetOf(pointer)}\`: ${made.description ?? made.summary ?? "no example"}`);

/** The output of `pnpm spec:sync` on a terminal. */
export function printUpdate(update: Update, changed: readonly string[], total: number, dryRun: boolean): void {
  const { cut, changes, staleOverlays, compatibility } = update;
  if (changed.length === 0) console.log(`${total} files, nothing changed.`);
  for (const path of changed) console.log(`${dryRun ? "would write" : "wrote"} ${path}`);
  const discovered = discoveryLines(update.discoveries);
  if (discovered.length > 0)
    console.log(`\n${discovered.length} new upstream:\n${discovered.map((line) => `  ${line}`).join("\n")}`);
  for (const [old, places] of update.moves)
    console.log(`\nfollowed: ${old} is now ${places.join(", ")}; the overlays say so.`);
  if (changes.length > 0) console.log(`\n${textReport(changes)}`);
  if (compatibility && compatibility.programs > 0)
    console.log(
      `\nof ${compatibility.programs} programs that users could have, ${compatibility.broken.size} no longer compile`,
    );
  if (staleOverlays.length > 0)
    console.log(
      `\n${staleOverlays.length} overlay actions no longer apply:\n${staleOverlays.map((text) => `  ${text}`).join("\n")}`,
    );
  if (update.newDebt.length > 0)
    console.log(
      `\n${update.newDebt.length} texts were made by rule, until somebody writes them (\`pnpm texts\`):\n${debtLines(
        update,
      )
        .map((text) => `  ${text}`)
        .join("\n")}`,
    );
  reportUnclaimed(cut);
}

function reportUnclaimed({ unclaimed: { operations, events }, later }: Cut): void {
  if (later > 0) console.log(`\n${later} known operations and events wait under \`later\` in spec/domains.yaml.`);
  const list = (what: string, names: readonly string[]) =>
    names.length > 0 &&
    console.log(
      `\n${names.length} ${what} of the voice family that no domain claims:\n${names.map((name) => `  ${name}`).join("\n")}`,
    );
  list("operations", operations);
  list("events", events);
  if (operations.length + events.length > 0)
    console.log(
      "\nTo take one into a package, add a line to spec/domains.yaml; to leave it for now, list it under `later`.",
    );
}
