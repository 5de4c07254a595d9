import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Problem } from "../cli/problem.js";

/** A package whose public API differs from the one at `ref` needs a changeset, and a changeset needs a package that differs. */
export async function changesetsSince(
  root: string,
  ref: string,
  changedReports: readonly string[],
): Promise<readonly Problem[]> {
  const git = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)("git", args, { cwd: root, maxBuffer: 1e8 })).stdout;
  const changed =
    `${await git("diff", "--name-only", ref)}${await git("ls-files", "--others", "--exclude-standard")}`.split("\n");
  const named = new Set<string>();
  const problems: Problem[] = [];
  for (const file of changed.filter((path) => /^\.changeset\/[^/]+\.md$/.test(path))) {
    const now = namedIn(await readFile(join(root, file), "utf8").catch(() => ""));
    const before = namedIn(await git("show", `${ref}:${file}`).catch(() => ""));
    for (const name of now) {
      named.add(name);
      if (before.includes(name) || changed.some((path) => isShipped(path, name))) continue;
      problems.push(
        new Problem(
          file,
          `names @telnyx-kit/${name}, of which nothing that users get differs from ${ref}`,
          "Take the package out of the changeset.",
        ),
      );
    }
  }
  for (const name of changedReports) {
    const path = `packages/${name}/package.json`;
    const { version } = JSON.parse(await readFile(join(root, path), "utf8")) as { version: string };
    // The first changeset of a package reports exports that were never released.
    if (version === "0.0.0" || named.has(name)) continue;
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

const namedIn = (changeset: string): string[] =>
  [...changeset.matchAll(/^"@telnyx-kit\/([\w-]+)":/gm)].map(([, name = ""]) => name);

const isShipped = (path: string, name: string): boolean =>
  path.startsWith(`packages/${name}/`) && !/\.test(-d)?\.ts$|\/__\w+__\//.test(path);
