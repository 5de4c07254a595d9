import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Cut, cutFragments } from "./spec/cut.js";
import { loadDomains } from "./spec/domains.js";
import { operationsAddedByOverlays } from "./spec/overlays.js";
import { Problem, runCommand } from "./spec/problem.js";
import { parseText, readSource, type Source } from "./spec/read.js";
import { toYaml } from "./spec/write.js";

const usage = "pnpm spec:sync <file or URL> [--commit <sha>] [--date <yyyy-mm-dd>] [--dry-run] [--json]";
const header =
  "# Facts of the upstream document, written by `pnpm spec:sync`. Do not edit: correct them in spec/overlays.\n";

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1])
  await runCommand(() => specSync(process.argv.slice(2), process.cwd()));

/** Cuts new fragments from an upstream document and says what changed. Writes all files or none. */
export async function specSync(argv: string[], root: string): Promise<number> {
  const { values, positionals } = readArguments(argv);
  const [place] = positionals;
  if (!place || positionals.length > 1) throw new Problem("spec:sync", "give one upstream document", `Usage: ${usage}`);
  const say = (line: string) => values.json || console.log(line);

  say(`Reading ${basename(place)} …`);
  const source = await readSource(place);
  const table = await loadDomains(root);
  const cut = cutFragments(source, table, { broughtByOverlays: await operationsAddedByOverlays(root) });
  const files = await renderFiles(root, source, cut, values);
  const changed = await changedFiles(root, files);
  if (!values["dry-run"]) await writeAll(root, files, changed);

  if (values.json) console.log(JSON.stringify({ changed, unclaimed: cut.unclaimed, absent: cut.absent }, null, 2));
  else report(cut, changed, files.size, Boolean(values["dry-run"]));
  return 0;
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        commit: { type: "string" },
        date: { type: "string" },
        "dry-run": { type: "boolean" },
        json: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Problem("spec:sync", (error as Error).message, `Usage: ${usage}`);
  }
}

async function renderFiles(
  root: string,
  source: Source,
  cut: Cut,
  given: { commit?: string | undefined; date?: string | undefined },
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [name, fragment] of cut.fragments) files.set(`spec/fragments/${name}.yaml`, toYaml(fragment, header));
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

/** Files that differ from the disk, and fragments on the disk that nothing claims any more. */
async function changedFiles(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const onDisk = (await readdir(join(root, "spec/fragments")).catch(() => [])).map((name) => `spec/fragments/${name}`);
  const changed = onDisk.filter((path) => !files.has(path));
  for (const [path, text] of files) {
    if ((await readFile(join(root, path), "utf8").catch(() => undefined)) !== text) changed.push(path);
  }
  return changed.sort();
}

async function writeAll(root: string, files: ReadonlyMap<string, string>, changed: readonly string[]): Promise<void> {
  await mkdir(join(root, "spec/fragments"), { recursive: true });
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

function report(cut: Cut, changed: readonly string[], total: number, dryRun: boolean): void {
  if (changed.length === 0) console.log(`${total} files, nothing changed.`);
  for (const path of changed) console.log(`${dryRun ? "would write" : "wrote"} ${path}`);
  const { operations, events } = cut.unclaimed;
  if (operations.length > 0)
    console.log(
      `\n${operations.length} operations of the voice family that no domain claims:\n${operations.map((name) => `  ${name}`).join("\n")}`,
    );
  if (events.length > 0)
    console.log(
      `\n${events.length} events of the voice family that no domain claims:\n${events.map((name) => `  ${name}`).join("\n")}`,
    );
  if (operations.length + events.length > 0)
    console.log("\nTo take one into a package, add a line to spec/domains.yaml.");
}
