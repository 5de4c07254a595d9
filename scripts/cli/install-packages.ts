import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";

const options = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** The command that installs packages from the npm registry into a folder, as it can be typed. */
export const installArguments = (folder: string, packages: readonly string[]): readonly string[] => [
  "install",
  "--prefix",
  folder,
  ...packages,
];

/** Runs it without any package's scripts. A registry that fails is asked three times in all. */
export async function installPackages(folder: string, packages: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    try {
      await promisify(execFile)("npm", [...installArguments(folder, packages), ...options], {
        cwd: folder,
        timeout: 300_000,
      });
      return;
    } catch (error) {
      if (attempt === 3) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 2_000));
    }
  }
}
