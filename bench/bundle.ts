import { builtinModules } from "node:module";
import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";

/** Bytes of a bundle: what is loaded at the start, and with all that is loaded only when needed. */
export interface BundleSize {
  readonly first: { readonly minified: number; readonly gzipped: number };
  readonly all: { readonly minified: number; readonly gzipped: number };
  readonly chunks: number;
}

/** Bundles an entry for a platform without Node's modules, as Workers are; `node` where a library cannot do without. */
export async function bundle(
  entry: { readonly file: string } | { readonly code: string; readonly directory: string },
  platform: "neutral" | "node" = "neutral",
  plugins: Plugin[] = [],
  splitting = true,
): Promise<BundleSize> {
  const { outputFiles, metafile } = await build({
    ...("file" in entry
      ? { entryPoints: [entry.file] }
      : { stdin: { contents: entry.code, resolveDir: entry.directory } }),
    bundle: true,
    minify: true,
    splitting,
    format: "esm",
    target: "es2022",
    platform,
    mainFields: ["module", "main"],
    conditions: ["import"],
    external: [...builtinModules, "node:*"],
    metafile: true,
    write: false,
    outdir: "/out",
    absWorkingDir: "/",
    // The paths of this tree would lead to its sources.
    tsconfigRaw: {},
    logLevel: "silent",
    plugins,
  });
  const bytes = new Map(outputFiles.map(({ path, contents }) => [path.slice(1), contents]));
  const first = new Set<string>();
  const visit = (path: string) => {
    if (first.has(path)) return;
    first.add(path);
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind === "import-statement" && bytes.has(next)) visit(next);
  };
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint && isEntry(path)) visit(path);
  const sum = (paths: Iterable<string>) => {
    let minified = 0;
    let gzipped = 0;
    for (const path of paths) {
      const contents = bytes.get(path) ?? new Uint8Array();
      minified += contents.length;
      gzipped += gzipSync(contents, { level: 9 }).length;
    }
    return { minified, gzipped };
  };
  return { first: sum(first), all: sum(bytes.keys()), chunks: bytes.size };

  /** A module that is imported on demand is an entry of its own for esbuild. */
  function isEntry(path: string): boolean {
    const { entryPoint = "" } = metafile.outputs[path] ?? {};
    return "file" in entry ? `/${entryPoint}` === entry.file : entryPoint === "<stdin>";
  }
}
