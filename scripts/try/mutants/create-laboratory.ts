import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { installPackages } from "../../cli/install-packages.js";
import { repository } from "../../cli/workshop.js";

/** Stryker and its vitest stay here between runs, about 160 MB. */
const strykerFolder = join(tmpdir(), "telnyx-kit-stryker");
export const strykerBinary = join(strykerFolder, "node_modules/@stryker-mutator/core/bin/stryker.js");

/** Fetches Stryker, with the vitest of the repository: tests and runner have to share one. */
export async function fetchStryker(): Promise<void> {
  const { version } = JSON.parse(await readFile(join(repository, "node_modules/vitest/package.json"), "utf8"));
  const marker = join(strykerFolder, `vitest-${version}`);
  if (existsSync(marker)) return;
  console.log("  fetching Stryker …");
  await rm(strykerFolder, { recursive: true, force: true });
  await installPackages(strykerFolder, [
    "@stryker-mutator/core@9",
    "@stryker-mutator/vitest-runner@9",
    `vitest@${version}`,
  ]);
  await writeFile(marker, "");
}

/** A copy of the packages inside Stryker's folder, so that tests find its vitest. Stryker writes into the copy. */
export async function createLaboratory(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(strykerFolder, "laboratory-"));
  const left = new Set(["node_modules", "dist", ".turbo"]);
  const filter = (source: string) => !left.has(basename(source));
  for (const part of ["packages", "docs", "package.json", "tsconfig.json", "tsconfig.package.json"])
    await cp(join(repository, part), join(folder, part), { recursive: true, filter });
  for (const name of await readdir(join(repository, "packages"))) await linkDependencies(folder, `packages/${name}`);
  await linkDependencies(folder, ".");
  await writeFile(join(folder, "vitest.config.mjs"), vitestConfig);
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Links what is installed for a package, without vitest and without the packages of the repository. */
async function linkDependencies(folder: string, place: string): Promise<void> {
  const from = join(repository, place, "node_modules");
  const to = join(folder, place, "node_modules");
  await mkdir(to, { recursive: true });
  if (!existsSync(from)) return;
  for (const name of await readdir(from)) {
    if (name.startsWith(".") || name === "vitest" || name === "@telnyx-kit" || name === "@stryker-mutator") continue;
    await symlink(await realpath(join(from, name)), join(to, name));
  }
}

const vitestConfig = `
import { fileURLToPath } from "node:url";
const packages = fileURLToPath(new URL("./packages/", import.meta.url));
export default {
  resolve: {
    alias: [
      { find: /^@telnyx-kit\\/([a-z]+)$/, replacement: packages + "$1/src/index.ts" },
      { find: /^@telnyx-kit\\/([a-z]+)\\/([a-z-]+)$/, replacement: packages + "$1/src/$2.ts" },
    ],
  },
  test: {
    include: JSON.parse(process.env.MUTANT_TESTS),
    testTimeout: 20_000,
  },
};
`;
