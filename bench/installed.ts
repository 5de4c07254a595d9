import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Content of a `node_modules` folder. */
export interface Installed {
  readonly bytes: number;
  /** The size that `du` reports on a file system of 4 KiB blocks. */
  readonly blockBytes: number;
  readonly files: number;
  readonly packages: number;
}

/** Adds up the files of a folder's `node_modules`, npm's own records left out. */
export function measureInstalled(folder: string): Installed {
  const modules = join(folder, "node_modules");
  const block = 4_096;
  let bytes = 0;
  let blockBytes = block;
  let files = 0;
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    if (entry.name === ".package-lock.json" || /\/\.bin$/.test(entry.parentPath)) continue;
    if (entry.isDirectory()) blockBytes += block;
    if (!entry.isFile()) continue;
    const { size } = statSync(join(entry.parentPath, entry.name));
    bytes += size;
    blockBytes += Math.ceil(size / block) * block;
    files++;
  }
  const lock = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")) as { packages: object };
  return { bytes, blockBytes, files, packages: Object.keys(lock.packages).length };
}
