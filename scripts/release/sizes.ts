/**
 * Sizes and dependencies, which do not depend on the machine: gzipped bundles of every entry point, of one handler, and
 * what an installation of core, voice and webhooks holds. A figure above its limit fails `pnpm test`. Only what a user
 * ships and installs has a limit.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import { bundle } from "../../bench/bundle.js";
import { runCommand } from "../cli/problem.js";
import { limits } from "./size-limits.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const bench = join(root, "bench");

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Folders of a package and of everything that it brings along, by name. */
function closure(folder: string, found = new Map<string, string>()): Map<string, string> {
  const { name, dependencies = {} } = readManifest(folder);
  found.set(name, folder);
  for (const dependency of Object.keys(dependencies)) {
    if (!found.has(dependency)) closure(findPackage(dependency, folder), found);
  }
  return found;
}

/** Looks for a package as Node does: in every `node_modules` from here up. */
function findPackage(name: string, from: string): string {
  for (let folder = realpathSync(from); folder !== "/"; folder = join(folder, "..")) {
    const place = join(folder, "node_modules", name);
    if (existsSync(place)) return realpathSync(place);
  }
  throw new Error(`${name}, which ${from} depends on, is not installed. Run pnpm install.`);
}

/** Bytes and number of a package's files: of the project's packages the files to be published, of others all. */
function contentOf(folder: string): { bytes: number; files: number } {
  if (folder.startsWith(join(root, "packages"))) {
    const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const packed = JSON.parse(output) as readonly [{ readonly unpackedSize: number; readonly entryCount: number }];
    return { bytes: packed[0].unpackedSize, files: packed[0].entryCount };
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.includes(`${folder}/node_modules`),
  );
  return {
    bytes: files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0),
    files: files.length,
  };
}

let failed = 0;
function report(what: string, value: number, unit: string, limit = Number.POSITIVE_INFINITY): void {
  const over = value > limit;
  if (over) failed++;
  const bound = Number.isFinite(limit) ? `   limit ${limit}${over ? "   OVER" : ""}` : "";
  console.log(`  ${what.padEnd(52)}${`${value} ${unit}`.padStart(12)}${bound}`);
}

await runCommand(async () => {
  console.log("\n  Gzipped bundles, all that an entry point can load");
  const names = readdirSync(join(root, "packages")).sort();
  for (const name of names) {
    const manifest = readManifest(join(root, "packages", name));
    for (const [path, target] of Object.entries(manifest.exports)) {
      if (typeof target === "string") continue;
      const file = join(root, "packages", name, target.default);
      const size = await bundle({ file }, name === "emulator" ? "node" : "neutral");
      const from = manifest.name + path.slice(1);
      report(from, size.all.gzipped, "B");
    }
  }
  console.log("\n  One handler: verify, answer, speak");
  const file = join(bench, "programs/telnyx-kit/handler.mjs");
  const split = await bundle({ file });
  const whole = await bundle({ file }, "neutral", [], false);
  report("loaded at the start with code splitting, gzipped", split.first.gzipped, "B");
  report("as one file, gzipped", whole.all.gzipped, "B", limits.handler);

  const neighbours: Plugin = {
    name: "neighbours",
    setup: ({ onResolve }) => onResolve({ filter: /^@telnyx-kit\// }, ({ path }) => ({ path, external: true })),
  };
  const calls = await bundle({ file: join(root, "packages/calls/dist/index.js") }, "neutral", [neighbours]);
  report("calls over core and webhooks, gzipped", calls.all.gzipped, "B", limits.calls);

  console.log("\n  Installed: core, voice, webhooks and what they bring");
  const packages = new Map(["core", "voice", "webhooks"].flatMap((name) => [...closure(join(root, "packages", name))]));
  const contents = [...packages.values()].map(contentOf);
  report(
    "size",
    contents.reduce((sum, { bytes }) => sum + bytes, 0),
    "B",
    limits.installed,
  );
  report(
    "files",
    contents.reduce((sum, { files }) => sum + files, 0),
    "",
  );

  console.log("\n  Dependencies that a package brings, its neighbours included");
  for (const name of names) {
    const brought = [...closure(join(root, "packages", name)).keys()].filter(
      (found) => found !== `@telnyx-kit/${name}`,
    );
    const unknown = brought.filter(
      (found) => !(limits.dependencies[name] ?? limits.domainDependencies).includes(found),
    );
    if (unknown.length > 0) failed++;
    console.log(
      `  ${name.padEnd(12)}${brought.join(", ") || "none"}${unknown.length ? `   NEW: ${unknown.join(", ")}` : ""}`,
    );
  }
  console.log(failed === 0 ? "\n  every size is within its limit" : `\n  ${failed} over their limit`);
  return failed === 0 ? 0 : 1;
});
