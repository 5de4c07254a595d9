import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../cli/problem.js";
import { writeAll } from "../cli/write-all.js";
import { compareFiles, type Finding } from "../generate/compare.js";
import { packageNames, renderFiles } from "../generate/main.js";
import { loadEffective } from "../openapi/effective.js";
import { referencesOnDisk, renderForReaders } from "./render-for-readers.js";
import { skillFolder } from "./skills.js";

export interface GenerateOptions {
  readonly root: string;
  /** Packages to generate; none means all. */
  readonly packages: readonly string[];
  /** Compares and writes nothing. */
  readonly check: boolean;
  /** Generates without the overlay actions that do not apply to the fragments, and lists them; otherwise one is an error. */
  readonly allowStaleOverlays?: boolean | undefined;
  readonly progress?: (what: string) => void;
}

export interface GenerateResult {
  readonly findings: readonly Finding[];
  /** How many files were rendered. */
  readonly files: number;
  /** Overlay actions that were left out, with what happened to their targets. */
  readonly skipped: readonly string[];
}

/** Renders the generated files of the packages, compares them with the disk, and writes what differs. */
export async function generate({
  root,
  packages,
  check,
  allowStaleOverlays = false,
  progress = () => {},
}: GenerateOptions): Promise<GenerateResult> {
  progress("reading the spec");
  const skipped: string[] = [];
  const effective = await loadEffective(root, allowStaleOverlays ? { skipped } : {});
  const known = packageNames(effective);
  for (const name of packages) {
    if (!known.includes(name)) {
      throw new Problem(
        "pnpm generate",
        `there is no domain ${JSON.stringify(name)}`,
        `spec/domains.yaml lists the domains; nothing was written. Give some of: ${known.join(", ")}.`,
      );
    }
  }
  const chosen = packages.length > 0 ? packages : known;
  const files = await renderFiles(root, effective, chosen, progress);
  for (const [file, text] of await renderForReaders(root, effective, chosen)) files.set(file, text);
  // A package that no domain gives any more still has its folder.
  const names =
    packages.length > 0
      ? packages
      : new Set([...(await readdir(join(root, "packages"))), ...(await referencesOnDisk(root))]);
  const folders = [...names].flatMap((name) => [`packages/${name}/src/generated`, skillFolder(name)]);
  const findings = await compareFiles(root, files, folders);
  if (check) return { findings, files: files.size, skipped };
  const unmarked = findings.filter(({ kind }) => kind === "unmarked").map(({ file }) => file);
  if (unmarked.length > 0) {
    throw new Problem(
      unmarked.join(", "),
      "written by hand, in a folder that is generated",
      "Move it out of the folder or delete it, then run `pnpm generate` again; nothing was written.",
    );
  }
  const changed = findings.map(({ file }) => file);
  await writeAll(root, files, changed);
  return { findings, files: files.size, skipped };
}
