import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Problem, runCommand, throwAll } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { writeAll } from "../cli/write-all.js";
import { apiReports } from "./api-report.js";
import { changesetsSince } from "./changesets-since.js";

const folder = "scripts/release/api";

/** The reports of built packages that are not what `read` gives, with what they should be. */
export async function changedReports(
  root: string,
  read: (file: string) => Promise<string>,
): Promise<Map<string, string>> {
  const names = (await readdir(join(root, "packages"))).sort();
  const changed = new Map<string, string>();
  for (const [name, text] of apiReports(root, names)) {
    const file = `${folder}/${name}.txt`;
    if ((await read(file).catch(() => undefined)) !== text) changed.set(file, text);
  }
  return changed;
}

export const onDisk = (root: string) => (file: string) => readFile(join(root, file), "utf8");
const at = (root: string, ref: string) => async (file: string) =>
  (await promisify(execFile)("git", ["show", `${ref}:${file}`], { cwd: root, maxBuffer: 1e8 })).stdout;

/** The faults of the changesets since `ref`. */
export async function faultsSince(root: string, ref: string): Promise<readonly Problem[]> {
  const reports = [...(await changedReports(root, at(root, ref))).keys()];
  return changesetsSince(
    root,
    ref,
    reports.map((file) => file.slice(folder.length + 1, -".txt".length)),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runCommand(async () => {
    const { values } = readArguments({
      usage: "pnpm api [--check | --since <ref>]",
      options: { check: { type: "boolean" }, since: { type: "string" } },
    });
    const root = process.cwd();
    if (values.since) {
      throwAll(await faultsSince(root, values.since));
      return 0;
    }
    const changed = await changedReports(root, onDisk(root));
    const files = [...changed.keys()];
    if (values.check)
      throwAll(
        files.map(
          (file) =>
            new Problem(file, "is not the package's API any more", "Run `pnpm api`, and commit what it writes."),
        ),
      );
    await writeAll(root, changed, files);
    for (const file of files) console.log(`wrote  ${file}`);
    console.log(`The API of every package is written down in ${folder}.`);
    return 0;
  });
