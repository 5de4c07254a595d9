import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What is in a `node_modules` folder. */
export interface Installed {
  readonly bytes: number;
  readonly files: number;
  readonly packages: number;
}

/** Adds up the files of a folder's `node_modules`, npm's own records left out. */
export function measureInstalled(folder: string): Installed {
  const modules = join(folder, "node_modules");
  let bytes = 0;
  let files = 0;
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === ".package-lock.json" || /\/\.bin$/.test(entry.parentPath)) continue;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
    files++;
  }
  const lock = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")) as { packages: object };
  return { bytes, files, packages: Object.keys(lock.packages).length };
}
