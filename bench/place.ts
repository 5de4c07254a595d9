import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Contender, contenders, ours, ownPackages, usedPackages } from "./contenders.js";

export const root = fileURLToPath(new URL("..", import.meta.url));
/** Ignored by git and kept between runs: what npm installed. */
const work = join(root, "bench/dist");

/** The folder that a contender is installed into, its programs beside its `node_modules`. */
export const place = ({ folder }: Contender): string => join(work, folder);

export function npmInstall(directory: string, packages: readonly string[]): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), '{ "private": true, "type": "module" }\n');
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...packages];
  if (packages.length > 0) execFileSync("npm", args, { cwd: directory, stdio: ["ignore", "ignore", "inherit"] });
}

/** Packs packages of this tree as they would be published, and gives the tarballs. */
export function pack(names: readonly string[], destination: string): string[] {
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  for (const name of names) {
    execFileSync("npx", ["-y", "pnpm@12.21.0", "pack", "--pack-destination", destination], {
      cwd: join(root, "packages", name),
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return readdirSync(destination).map((file) => join(destination, file));
}

/** Installs every contender where it is missing, ours always, and puts the programs beside. */
export function prepare(): void {
  const tarballs = join(work, "tarballs");
  const all = pack([...ownPackages, ...usedPackages], tarballs);
  // Measured alone, so that its size is that of the three packages.
  const three = all.filter((file) => ownPackages.some((name) => file.includes(`-${name}-`)));
  rmSync(join(work, "three"), { recursive: true, force: true });
  npmInstall(join(work, "three"), three);
  rmSync(place(ours), { recursive: true, force: true });
  npmInstall(place(ours), all);
  for (const contender of contenders) {
    const folder = place(contender);
    if (!existsSync(join(folder, "package.json"))) npmInstall(folder, contender.packages);
    cpSync(join(root, "bench/programs", contender.folder), folder, { recursive: true });
    writeFileSync(join(folder, "empty.mjs"), "");
    writeFileSync(join(folder, "empty.ts"), "export {};\n");
  }
  for (const [folder, version] of Object.entries(compilers)) {
    const directory = join(work, folder);
    if (!existsSync(join(directory, "package.json"))) npmInstall(directory, [`typescript@${version}`]);
  }
}

/** Where core, voice and webhooks are installed with nothing else. */
export const placeOfThree = join(work, "three");

const compilers = { "typescript-5.9": "5.9.3", "typescript-7": "7.0.2" } as const;
export type Compiler = keyof typeof compilers;
export const compilerNames = Object.keys(compilers) as Compiler[];
export const compilerPath = (name: Compiler): string => join(work, name, "node_modules/typescript/bin/tsc");

export function versionOf({ shown, folder }: Contender): string {
  if (!shown) return "";
  const manifest = readFileSync(join(work, folder, "node_modules", shown, "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** A fresh folder below the work folder. */
export function freshFolder(name: string): string {
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Makes `from` a name for the folder `to`. */
export function link(to: string, from: string): void {
  mkdirSync(join(from, ".."), { recursive: true });
  symlinkSync(to, from, "dir");
}
