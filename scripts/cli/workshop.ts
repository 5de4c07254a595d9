import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

const copied = [
  "packages",
  "spec",
  "skills",
  "docs",
  "llms.txt",
  "package.json",
  "pnpm-workspace.yaml",
  ".changeset/config.json",
  ".changeset/changelog.cjs",
  "tsconfig.json",
  "tsconfig.package.json",
];
const left = new Set(["dist", ".turbo", "site"]);

/**
 * A copy of the repository in a temporary folder, to be changed and built: sources, specification, settings, and the
 * installed packages by links. Build output stays behind.
 */
export async function createWorkshop(name: string): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), `telnyx-kit-${name}-`));
  for (const part of copied)
    await cp(join(repository, part), join(root, part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !left.has(basename(source)),
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
  await symlink(join(repository, "node_modules"), join(root, "node_modules"));
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Folders of the packages in the order in which they build: what a package depends on comes before it. */
export async function packagesInOrder(root: string): Promise<string[]> {
  const dependencies = new Map<string, string[]>();
  for (const folder of (await readdir(join(root, "packages"))).sort()) {
    const text = await readFile(join(root, "packages", folder, "package.json"), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const { dependencies: needed = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
    dependencies.set(
      folder,
      Object.keys(needed).flatMap((dependency) => /^@telnyx-kit\/(.+)$/.exec(dependency)?.[1] ?? []),
    );
  }
  const ordered: string[] = [];
  const add = (folder: string): void => {
    if (ordered.includes(folder)) return;
    for (const dependency of dependencies.get(folder) ?? []) add(dependency);
    ordered.push(folder);
  };
  for (const folder of dependencies.keys()) add(folder);
  return ordered;
}

export const emptyFolder = async (folder: string): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
};
