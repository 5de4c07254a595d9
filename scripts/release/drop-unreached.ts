/**
 * Removes from a built package what no entry point reaches: the declarations of internal files, and the JavaScript of files
 * that hold only types, with their maps. `tsc` writes both for every source file, and a user would install a third of them for nothing.
 * Without arguments it works on the package that it is run in.
 */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { Problem, runCommand } from "../cli/problem.js";

/** Removes the files and gives their names, relative to the package. */
export async function dropUnreached(folder: string): Promise<string[]> {
  const { exports, bin } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const reached = new Set<string>();
  const entries = [...pathsIn(exports), ...pathsIn(bin)].filter((entry) => !entry.endsWith(".json"));
  for (const entry of entries) await follow(resolve(folder, entry), reached);
  const files = await readdir(join(folder, "dist"), { recursive: true, withFileTypes: true });
  const unreached = files
    .filter((file) => file.isFile() && /\.(js|d\.ts)(\.map)?$/.test(file.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !reached.has(file.replace(/\.map$/, "")) || isMapOfGenerated(file));
  await Promise.all(unreached.map((file) => rm(file)));
  await Promise.all([...reached].filter((file) => isMapOfGenerated(`${file}.map`)).map(forgetMap));
  return unreached.map((file) => relative(folder, file)).sort();
}

/** Generated types and tables read the same in `dist` as in `src`, so their sources are not published and need no maps. */
const isMapOfGenerated = (file: string): boolean => /\/dist\/generated\/[^/]+\.map$/.test(file);

async function forgetMap(file: string): Promise<void> {
  const text = await readFile(file, "utf8");
  const without = text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n");
  if (without !== text) await writeFile(file, without);
}

/** The paths in `exports` or `bin`, under any condition. */
function pathsIn(targets: unknown): string[] {
  if (typeof targets === "string") return [targets];
  return Object.values(targets ?? {}).flatMap(pathsIn);
}

async function follow(file: string, reached: Set<string>): Promise<void> {
  if (reached.has(file)) return;
  reached.add(file);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Problem(
      file,
      "an entry point leads to this file, and it is not there",
      "Build the package, or correct its `exports`.",
    );
  });
  for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
    if (!fileName.startsWith(".")) continue;
    const target = resolve(dirname(file), fileName);
    await follow(file.endsWith(".d.ts") ? target.replace(/\.js$/, ".d.ts") : target, reached);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    await dropUnreached(process.cwd());
    return 0;
  });
}
