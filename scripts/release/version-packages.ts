import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runCommand } from "../cli/problem.js";
import { readArguments } from "../cli/read-arguments.js";
import { repository } from "../cli/workshop.js";

const file = "packages/core/src/version.ts";

/** The text of core's `version.ts`: the version of its package.json, which core has no way to read at run time. */
export async function renderVersion(root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, "packages/core/package.json"), "utf8")) as {
    version: string;
  };
  return `/** The version of this package, as in its package.json. */\nexport const version = "${version}";\n`;
}

/**
 * Turns the pending changesets into versions and changelogs, and brings along what follows from them: the version that
 * core names at run time, and the end of the baseline that differences were counted from.
 */
export async function versionPackages(root: string): Promise<void> {
  await promisify(execFile)(join(repository, "node_modules/.bin/changeset"), ["version"], { cwd: root });
  await writeFile(join(root, file), await renderVersion(root));
  await rm(join(root, "spec/baseline.yaml"), { force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    readArguments({ usage: "pnpm version-packages" });
    await versionPackages(process.cwd());
    return 0;
  });
}
