import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Problem } from "../cli/problem.js";
import { emptyFolder, packagesInOrder, repository } from "../cli/workshop.js";
import { copySkills } from "./copy-skills.js";
import { dropUnreached } from "./drop-unreached.js";

const exec = promisify(execFile);

/** A package as it would be published. */
export interface Packed {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly tarball: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly sha256: string;
}

/** The package manager that the repository pins, such as `pnpm@1.2.3`. */
export async function pinnedPnpm(): Promise<string> {
  const text = await readFile(join(repository, "package.json"), "utf8");
  return (JSON.parse(text) as { packageManager: string }).packageManager;
}

/** Runs the package manager that the repository pins. */
export async function pnpm(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await exec("npx", ["-y", await pinnedPnpm(), ...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Builds every package below `root` from nothing, in the order of their dependencies. */
export async function buildAll(root: string): Promise<void> {
  for (const folder of await packagesInOrder(root)) {
    const cwd = join(root, "packages", folder);
    await emptyFolder(join(cwd, "dist"));
    await exec(join(repository, "node_modules/.bin/tsc"), ["-p", "tsconfig.json"], { cwd }).catch(
      (error: { stdout?: string }) => {
        throw new Problem(`packages/${folder}`, `does not build\n${error.stdout}`, "Run `pnpm check typecheck build`.");
      },
    );
    await dropUnreached(cwd);
  }
  await copySkills(root);
}

/** Packs every package below `root` into `destination`, the way publishing does, and looks at what is in the tarballs. */
export async function packAll(root: string, destination: string): Promise<Packed[]> {
  await emptyFolder(destination);
  await pnpm(["-r", "--filter", "./packages/*", "pack", "--pack-destination", destination], root);
  return Promise.all((await packagesInOrder(root)).sort().map((folder) => inspect(root, folder, destination)));
}

async function inspect(root: string, folder: string, destination: string): Promise<Packed> {
  const place = `packages/${folder}/package.json`;
  const { name, version } = JSON.parse(await readFile(join(root, place), "utf8")) as { name: string; version: string };
  const tarball = join(destination, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
  const { stdout } = await exec("tar", ["-tzf", tarball]);
  const files = stdout
    .trim()
    .split("\n")
    .map((file) => file.replace(/^package\//, ""))
    .sort();
  const manifest = await exec("tar", ["-xzOf", tarball, "package/package.json"]);
  throwIfWrong(place, files, JSON.parse(manifest.stdout));
  await throwIfUnmapped(join(root, "packages", folder), place, files);
  const bytes = await readFile(tarball);
  return {
    folder,
    name,
    version,
    tarball,
    files,
    bytes: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

/** An editor and a debugger find the sources of everything but generated types and tables, which need none. */
export async function throwIfUnmapped(folder: string, place: string, files: readonly string[]): Promise<void> {
  const wrong: string[] = [];
  for (const file of files.filter((name) => /^dist\/(?!generated\/).*\.(js|d\.ts)$/.test(name))) {
    const map = JSON.parse(await readFile(join(folder, `${file}.map`), "utf8").catch(() => "{}")) as {
      sources?: string[];
    };
    const sources = (map.sources ?? []).map((source) => join(dirname(file), source));
    if (!files.includes(`${file}.map`)) wrong.push(`${file} without its map`);
    wrong.push(...sources.filter((source) => !files.includes(source)).map((source) => `a map of ${source} without it`));
    if (sources.length === 0) wrong.push(`${file}, whose map names no source`);
  }
  if (wrong.length > 0)
    throw new Problem(
      place,
      `the tarball holds ${wrong.slice(0, 5).join(", ")}`,
      "Check `files`, and tsconfig.package.json.",
    );
}

const needed = ["LICENSE", "README.md", "package.json", "dist/index.js", "dist/index.d.ts"];
const installScripts = ["preinstall", "install", "postinstall", "prepare"];

/** Files that must not be published. */
export function throwIfWrong(
  place: string,
  files: readonly string[],
  manifest: { scripts?: Record<string, string>; dependencies?: Record<string, string> },
): void {
  const missing = needed.filter((file) => !files.includes(file));
  if (missing.length > 0)
    throw new Problem(
      place,
      `the tarball lacks ${missing.join(", ")}`,
      "Check `files` in it, and that the build wrote them.",
    );
  const odd = files.filter(
    (file) =>
      !/^(dist\/|src\/.*\.ts$|LICENSE$|README\.md$|package\.json$)/.test(file) ||
      /\.(test|test-d)\.|tsbuildinfo|__tests__|__fixtures__/.test(file),
  );
  if (odd.length > 0)
    throw new Problem(place, `the tarball holds ${odd.slice(0, 5).join(", ")}`, "Check `files` in it.");
  const script = installScripts.find((name) => manifest.scripts?.[name]);
  if (script)
    throw new Problem(
      place,
      `has the install script \`${script}\``,
      "Packages run nothing on a user's machine: remove it.",
    );
  const local = Object.entries(manifest.dependencies ?? {}).find(([, range]) =>
    /^(workspace|catalog|file|link):/.test(range),
  );
  if (local)
    throw new Problem(place, `would be published with ${local.join(" ")}`, "Pack with pnpm, which writes the version.");
}
