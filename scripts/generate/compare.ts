import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Files } from "./main.js";
import { byName } from "./model/names.js";
import { marker } from "./render/header.js";

/** The fault of a file on the disk. */
export interface Finding {
  /**
   * - `stale`: its content is not what the spec gives now.
   * - `missing`: the spec gives it, the disk has it not.
   * - `orphan`: it was generated once and nothing gives it any more.
   * - `unmarked`: it is in a generated folder without the generator's mark, so somebody wrote it by hand.
   */
  readonly kind: "stale" | "missing" | "orphan" | "unmarked";
  readonly file: string;
}

/** Compares rendered files with the disk; `folders` hold nothing else. Finds everything in one pass and writes nothing. */
export async function compareFiles(root: string, files: Files, folders: Iterable<string>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [file, want] of files) {
    const have = await readFile(join(root, file), "utf8").catch(() => undefined);
    if (have === undefined) findings.push({ kind: "missing", file });
    else if (isGenerated(file) && !have.includes(marker)) findings.push({ kind: "unmarked", file });
    else if (have !== want) findings.push({ kind: "stale", file });
  }
  for (const folder of folders) {
    for (const file of await filesBelow(root, folder)) {
      if (files.has(file)) continue;
      const text = await readFile(join(root, file), "utf8");
      findings.push({ kind: text.includes(marker) ? "orphan" : "unmarked", file });
    }
  }
  return findings.sort((a, b) => byName(a.file, b.file));
}

const isGenerated = (file: string): boolean =>
  file.includes("/src/generated/") || /^skills\/.*\/references\//.test(file);

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
