import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem, runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { writeAll } from "../cli/write-all.js";
import { parseText, readSource, type Source } from "../openapi/read.js";
import { toYaml } from "../openapi/to-yaml.js";
import { changesetPrefix, changesetsOf } from "./changesets.js";
import { offerFile, renderOffer } from "./discoveries.js";
import { planUpdate, type Update } from "./plan-update.js";
import { heldText, markdownOf, printUpdate, reasonsToHold, summaryOf } from "./print-update.js";

const commandLine = {
  usage:
    "pnpm spec:sync [file or URL] [--commit <sha>] [--date <yyyy-mm-dd>] [--changeset] [--accept] [--dry-run] [--json | --markdown]",
  options: {
    commit: { type: "string" },
    date: { type: "string" },
    accept: { type: "boolean" },
    changeset: { type: "boolean" },
    "dry-run": { type: "boolean" },
    json: { type: "boolean" },
    markdown: { type: "boolean" },
  },
  takes: { least: 0, most: 1, what: "one upstream document" },
} as const;
const header =
  "# Facts of the upstream document, written by `pnpm spec:sync`. Do not edit: correct them in spec/overlays.\n";

/** Cuts new fragments from an upstream document and says what changed for users. Writes all files or none. */
export async function specSync(argv: string[], root: string): Promise<number> {
  const { values, positionals } = readArguments(commandLine, argv);
  const known = positionals.length === 0 ? await knownSource(root) : undefined;
  const place = known?.address ?? positionals[0] ?? "";
  const quiet = values.json || values.markdown;

  if (!quiet) console.log(`Reading ${basename(place)} …`);
  const source = await readSource(place);
  if (known && source.sha256 !== known.sha256)
    throw new Problem(
      place,
      `its sha256 is ${source.sha256}, and spec/source.json has ${known.sha256}`,
      "Somebody else's document, or another version: give the one that you mean by its file or address.",
    );
  const update = await planUpdate(root, source);
  const files = await renderFiles(root, source, update, values);
  const changed = await changedFiles(root, files, Boolean(values.changeset));
  const isHeld = reasonsToHold(update).length > 0 && !values.accept;
  if (!values["dry-run"] && !isHeld) await writeAll(root, files, changed);

  if (values.json) console.log(JSON.stringify(summaryOf(update, changed, isHeld), null, 2));
  else if (values.markdown) console.log(markdownOf(update));
  else printUpdate(update, changed, files.size, Boolean(values["dry-run"]) || isHeld);
  if (isHeld && !quiet) console.log(`\nNothing was written. ${heldText(update)}`);
  return isHeld ? 1 : 0;
}

/** Where upstream keeps its document. */
const upstreamPath = "openapi/spec3.yml";

/** The document that `spec/source.json` names: where it can be fetched, and its hash. */
async function knownSource(root: string): Promise<{ address: string; sha256: string }> {
  const path = "spec/source.json";
  const { repository, commit, file, sha256 } = parseText(
    path,
    await readFile(join(root, path), "utf8").catch(() => "{}"),
  );
  if (typeof commit !== "string" || typeof file !== "string" || typeof sha256 !== "string")
    throw new Problem(
      path,
      "names no commit to fetch",
      "Give a file or an address: pnpm spec:sync <file or URL> --commit <sha>",
    );
  const owner = String(repository).replace("https://github.com/", "");
  return { address: `https://raw.githubusercontent.com/${owner}/${commit}/${file}`, sha256 };
}

async function renderFiles(
  root: string,
  source: Source,
  update: Update,
  given: { commit?: string | undefined; date?: string | undefined; changeset?: boolean | undefined },
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  if (given.changeset) {
    const { changes, owners, compatibility } = update;
    const changesets = changesetsOf(changes, owners, await packageVersions(root), compatibility?.touched ?? []);
    checkChangesets(compatibility?.rewritten ?? [], [...changesets.keys()]);
    for (const [path, text] of changesets) files.set(path, text);
    // The next difference is counted from here, until these changesets are released.
    if (changesets.size > 0 && update.baseline) files.set("spec/baseline.yaml", toYaml(update.baseline));
  }
  for (const [path, text] of update.overlays) files.set(path, text);
  files.set(offerFile, renderOffer(update.offer));
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
    file: upstreamPath,
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

// Last: it runs at once, and uses the declarations above.
if (process.argv[1] === fileURLToPath(import.meta.url))
  await runCommand(() => specSync(process.argv.slice(2), process.cwd()));
