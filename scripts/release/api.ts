import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Problem, runCommand, throwAll } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { apiReports } from "./api-report.js";

const folder = "scripts/release/api";
const git = async (args: readonly string[], cwd: string): Promise<string> =>
  (await promisify(execFile)("git", [...args], { cwd, maxBuffer: 1e8 })).stdout;

/** Writes the report of every package's public API; gives the files that changed. */
export async function writeReports(root: string, names: readonly string[]): Promise<string[]> {
  await mkdir(join(root, folder), { recursive: true });
  const changed: string[] = [];
  for (const [name, text] of apiReports(root, names)) {
    const file = `${folder}/${name}.txt`;
    if ((await readFile(join(root, file), "utf8").catch(() => undefined)) === text) continue;
    await writeFile(join(root, file), text);
    changed.push(file);
  }
  return changed;
}

/** Packages whose API differs from the one at `ref` and that no changeset since then names. */
export async function silentChanges(root: string, names: readonly string[], ref: string): Promise<Problem[]> {
  const since = await git(["diff", "--name-only", "--diff-filter=AM", ref, "--", ".changeset"], root);
  const added = await git(["ls-files", "--others", "--exclude-standard", ".changeset"], root);
  const changesets = await Promise.all(
    `${since}${added}`
      .split("\n")
      .filter((file) => file.endsWith(".md"))
      .map((file) => readFile(join(root, file), "utf8")),
  );
  const problems: Problem[] = [];
  for (const [name, text] of apiReports(root, names)) {
    const before = await git(["show", `${ref}:${folder}/${name}.txt`], root).catch(() => "");
    const { version } = JSON.parse(await readFile(join(root, "packages", name, "package.json"), "utf8")) as {
      version: string;
    };
    // The first changeset of a package reports exports that were never released.
    if (before === text || version === "0.0.0" || changesets.some((each) => each.includes(`"@telnyx-kit/${name}":`)))
      continue;
    problems.push(
      new Problem(
        `packages/${name}`,
        `its public API differs from that of ${ref}, and no changeset says so`,
        "Run `pnpm changeset` and tell users what changed, then `pnpm api`.",
      ),
    );
  }
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runCommand(async () => {
    const { values } = readArguments({
      usage: "pnpm api [--since <ref>]",
      options: { since: { type: "string" } },
    });
    const root = process.cwd();
    const names = (await readdir(join(root, "packages"))).sort();
    if (values.since) throwAll(await silentChanges(root, names, values.since));
    const changed = await writeReports(root, names);
    for (const file of changed) console.log(`wrote  ${file}`);
    console.log(`The API of ${names.length} packages is written down in ${folder}.`);
    // A report that was not committed is a change that nobody reviewed.
    return values.since && changed.length > 0 ? 1 : 0;
  });
