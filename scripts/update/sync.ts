import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem, runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { targetOf } from "../openapi/missing-texts.js";
import { parseText, readSource, type Source } from "../openapi/read.js";
import { toYaml } from "../openapi/to-yaml.js";
import { changesetPrefix, changesetsOf } from "./changesets.js";
import type { Cut } from "./cut.js";
import { planUpdate, type Update } from "./plan-update.js";
import { markdownReport, textReport } from "./report.js";

const commandLine = {
  usage:
    "pnpm spec:sync <file or URL> [--commit <sha>] [--date <yyyy-mm-dd>] [--changeset] [--accept] [--dry-run] [--json | --markdown]",
  options: {
    commit: { type: "string" },
    date: { type: "string" },
    accept: { type: "boolean" },
    changeset: { type: "boolean" },
    "dry-run": { type: "boolean" },
    json: { type: "boolean" },
    markdown: { type: "boolean" },
  },
  takes: { least: 1, most: 1, what: "one upstream document" },
} as const;
const header =
  "# Facts of the upstream document, written by `pnpm spec:sync`. Do not edit: correct them in spec/overlays.\n";

/** Cuts new fragments from an upstream document and says what changed for users. Writes all files or none. */
export async function specSync(argv: string[], root: string): Promise<number> {
  const { values, positionals } = readArguments(commandLine, argv);
  const [place = ""] = positionals;
  const quiet = values.json || values.markdown;

  if (!quiet) console.log(`Reading ${basename(place)} …`);
  const source = await readSource(place);
  const update = await planUpdate(root, source);
  const files = await renderFiles(root, source, update, values);
  const changed = await changedFiles(root, files, Boolean(values.changeset));
  const isHeld = reasonsToHold(update).length > 0 && !values.accept;
  if (!values["dry-run"] && !isHeld) await writeAll(root, files, changed);

  if (values.json) console.log(JSON.stringify(summaryOf(update, changed, isHeld), null, 2));
  else if (values.markdown) console.log(markdownOf(update));
  else report(update, changed, files.size, Boolean(values["dry-run"]) || isHeld);
  if (isHeld && !quiet) console.log(`\nNothing was written. ${heldText(update)}`);
  return isHeld ? 1 : 0;
}

const summaryOf = (update: Update, changed: readonly string[], isHeld: boolean) => {
  const { cut, changes, staleOverlays, compatibility } = update;
  return {
    changed,
    isHeld,
    held: reasonsToHold(update),
    changes,
    broken: Object.fromEntries(compatibility?.broken ?? []),
    unclaimed: cut.unclaimed,
    absent: cut.absent,
    gone: cut.gone,
    renamed: Object.fromEntries(cut.renamed),
    staleOverlays,
    texts: update.newDebt,
  };
};

/** The body of a pull request: the difference as a table, then what a person has to do about it. */
function markdownOf(update: Update): string {
  const { cut, changes, staleOverlays } = update;
  const list = (title: string, lines: readonly string[]): string =>
    lines.length > 0 ? `\n### ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}\n` : "";
  return [
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

/** Why a person should look at an update before it is taken in. */
function reasonsToHold({ held, cut, disagreements }: Update): string[] {
  const gone = [...cut.gone.operations, ...cut.gone.events];
  return [
    ...held,
    ...disagreements.map(({ text }) => text),
    ...(gone.length > 0
      ? [`upstream no longer has ${gone.join(", ")}; accepted, their lines leave spec/domains.yaml`]
      : []),
  ];
}

const heldText = (update: Update): string =>
  `This update needs a person to look at it:\n${reasonsToHold(update)
    .map((reason) => `  ${reason}`)
    .join("\n")}\nIf it is meant so, run the command again with --accept.`;

async function renderFiles(
  root: string,
  source: Source,
  update: Update,
  given: { commit?: string | undefined; date?: string | undefined; changeset?: boolean | undefined },
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  if (given.changeset) {
    const { changes, owners, compatibility } = update;
    const follows = compatibility?.rewritten.includes("emulator") ?? false;
    const changesets = changesetsOf(changes, owners, await packageVersions(root), follows);
    checkChangesets(compatibility?.rewritten ?? [], [...changesets.keys()]);
    for (const [path, text] of changesets) files.set(path, text);
    // What the next difference is counted from, until these changesets are released.
    if (changesets.size > 0 && update.baseline) files.set("spec/baseline.yaml", toYaml(update.baseline));
  }
  const claims = "spec/domains.yaml";
  if (update.domains !== (await readFile(join(root, claims), "utf8"))) files.set(claims, update.domains);
  for (const [name, fragment] of update.cut.fragments)
    files.set(`spec/fragments/${name}.yaml`, toYaml(fragment, header));
  const path = "spec/source.json";
  const before = parseText(path, await readFile(join(root, path), "utf8").catch(() => "{}"));
  const same = before.sha256 === source.sha256;
  const provenance = {
    repository: "https://github.com/team-telnyx/openapi",
    commit: given.commit ?? (same ? before.commit : undefined) ?? null,
    date: given.date ?? (same ? before.date : undefined) ?? null,
    file: basename(source.place),
    sha256: source.sha256,
  };
  return files.set(path, `${JSON.stringify(provenance, null, 2)}\n`);
}

/** A package that changes goes out: one without a changeset is a fault of the rules above. */
function checkChangesets(rewritten: readonly string[], files: readonly string[]): void {
  const silent = rewritten.filter((name) => !files.includes(`${changesetPrefix}${name}.md`));
  if (silent.length > 0)
    throw new Problem(
      silent.join(", "),
      "the generated files change and no changeset says so",
      "Correct scripts/update/changesets.ts; nothing was written.",
    );
}

async function packageVersions(root: string): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  for (const name of await readdir(join(root, "packages")).catch(() => [])) {
    const path = `packages/${name}/package.json`;
    versions.set(name, String(parseText(path, await readFile(join(root, path), "utf8")).version));
  }
  return versions;
}

/** Files that differ from the disk, and those on the disk that nothing gives any more: fragments and, where they are asked for, changesets. */
async function changedFiles(root: string, files: ReadonlyMap<string, string>, changesets: boolean): Promise<string[]> {
  const list = async (folder: string) =>
    (await readdir(join(root, folder)).catch(() => [])).map((name) => `${folder}/${name}`);
  const onDisk = await list("spec/fragments");
  if (changesets) {
    onDisk.push(...(await list(".changeset")).filter((path) => path.startsWith(changesetPrefix)));
    onDisk.push(...(await list("spec")).filter((path) => path === "spec/baseline.yaml"));
  }
  const changed = onDisk.filter((path) => !files.has(path));
  for (const [path, text] of files) {
    if ((await readFile(join(root, path), "utf8").catch(() => undefined)) !== text) changed.push(path);
  }
  return changed.sort();
}

async function writeAll(root: string, files: ReadonlyMap<string, string>, changed: readonly string[]): Promise<void> {
  for (const folder of ["spec/fragments", ".changeset"]) await mkdir(join(root, folder), { recursive: true });
  const written = changed.filter((path) => files.has(path));
  try {
    for (const path of written) await writeFile(join(root, `${path}.new`), files.get(path) ?? "");
  } catch (error) {
    for (const path of written) await rm(join(root, `${path}.new`), { force: true }).catch(() => undefined);
    throw error;
  }
  for (const path of written) await rename(join(root, `${path}.new`), join(root, path));
  for (const path of changed) if (!files.has(path)) await rm(join(root, path));
}

function report(update: Update, changed: readonly string[], total: number, dryRun: boolean): void {
  const { cut, changes, staleOverlays, compatibility } = update;
  if (changed.length === 0) console.log(`${total} files, nothing changed.`);
  for (const path of changed) console.log(`${dryRun ? "would write" : "wrote"} ${path}`);
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

function reportUnclaimed({ unclaimed: { operations, events } }: Cut): void {
  const list = (what: string, names: readonly string[]) =>
    names.length > 0 &&
    console.log(
      `\n${names.length} ${what} of the voice family that no domain claims:\n${names.map((name) => `  ${name}`).join("\n")}`,
    );
  list("operations", operations);
  list("events", events);
  if (operations.length + events.length > 0)
    console.log("\nTo take one into a package, add a line to spec/domains.yaml.");
}

// Last: it runs at once, and uses what stands above.
if (process.argv[1] === fileURLToPath(import.meta.url))
  await runCommand(() => specSync(process.argv.slice(2), process.cwd()));
