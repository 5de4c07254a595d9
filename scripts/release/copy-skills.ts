/**
 * Copies the skills into a built package, so that a coding agent reads those of the installed version.
 * `package.json` of that package runs it after `tsc`.
 */
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../cli/problem.js";
import { repository } from "../cli/workshop.js";

/** The package that carries the skills: a dependency for development, which no application ships. */
export const skillCarrier = "emulator";

export async function copySkills(root: string): Promise<void> {
  const target = join(root, "packages", skillCarrier, "dist/skills");
  await rm(target, { recursive: true, force: true });
  await cp(join(root, "skills"), target, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    await copySkills(repository);
    return 0;
  });
}
