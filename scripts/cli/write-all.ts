import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Brings paths below a folder up to date: all of them or, when a file cannot be written, none. A path without a text is
 * removed.
 *
 * Every new text is written beside its file first; only when all are there does each take its file's place.
 */
export async function writeAll(
  root: string,
  texts: ReadonlyMap<string, string>,
  paths: readonly string[],
): Promise<void> {
  const written = paths.filter((path) => texts.has(path));
  const at = (path: string): string => join(root, path);
  const beside = (path: string): string => `${at(path)}.new`;
  try {
    for (const path of written) {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(beside(path), texts.get(path) ?? "");
    }
  } catch (error) {
    // A leftover that cannot be removed must not hide why nothing was written.
    for (const path of written) await rm(beside(path), { force: true }).catch(() => undefined);
    throw error;
  }
  for (const path of written) await rename(beside(path), at(path));
  for (const path of paths) if (!texts.has(path)) await rm(at(path));
}
