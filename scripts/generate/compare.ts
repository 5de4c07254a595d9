import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { marker } from "./header.js";
import { byName } from "./names.js";
import { skillFile } from "./skills.js";
import type { Files } from "./targets.js";

/** What is wrong with a file on the disk. */
export interface Finding {
  /**
   * - `stale`: its content is not what the spec gives now.
   * - `missing`: the spec gives it, the disk has it not.
   * - `orphan`: it was generated once and nothing gives it any more.
   * - `unmarked`: it stands in a generated folder without the generator's mark, so somebody wrote it by hand.
   */
  readonly kind: "stale" | "missing" | "orphan" | "unmarked";
  readonly file: string;
}

/** Compares rendered files with the disk. Finds everything in one pass and writes nothing. */
export async function compareFiles(root: string, files: Files, packages: Iterable<string>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [file, want] of files) {
    const have = await readFile(join(root, file), "utf8").catch(() => undefined);
    if (have === undefined) findings.push({ kind: "missing", file });
    else if (isGenerated(file) && !have.includes(marker)) findings.push({ kind: "unmarked", file });
    else if (have !== want) findings.push({ kind: "stale", file });
  }
  for (const name of packages) {
    const generated = await filesBelow(root, join("packages", name, "src", "generated"));
    for (const file of [...generated, ...(await filesBelow(root, dirname(skillFile(name))))]) {
      if (files.has(file)) continue;
      const text = await readFile(join(root, file), "utf8");
      findings.push({ kind: text.includes(marker) ? "orphan" : "unmarked", file });
    }
  }
  return findings.sort((a, b) => byName(a.file, b.file));
}

const isGenerated = (file: string): boolean => file.includes("/src/generated/") || file.startsWith("skills/");

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
