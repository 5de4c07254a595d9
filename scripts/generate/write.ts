import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Finding } from "./compare.js";
import type { Files } from "./main.js";

/**
 * Brings the disk up to date: all of it or, when a file cannot be written, nothing.
 *
 * Every new content is written beside its file first; only when all are there does each take its file's place.
 */
export async function writeFiles(root: string, files: Files, findings: readonly Finding[]): Promise<void> {
  const changed = findings
    .filter(({ kind }) => kind === "stale" || kind === "missing")
    .map(({ file }) => join(root, file));
  const beside = (path: string): string => `${path}.new`;
  try {
    for (const { file, kind } of findings) {
      if (kind !== "stale" && kind !== "missing") continue;
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(beside(join(root, file)), files.get(file) ?? "");
    }
  } catch (error) {
    await Promise.all(changed.map((path) => rm(beside(path), { force: true })));
    throw error;
  }
  for (const path of changed) await rename(beside(path), path);
  for (const { file, kind } of findings) if (kind === "orphan") await rm(join(root, file));
}
