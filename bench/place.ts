import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "../scripts/cli/install-packages.js";
import { buildAll, packAll } from "../scripts/release/pack.js";
import { type Contender, contenders, ours, ownPackages, usedPackages } from "./contenders.js";

export const root = fileURLToPath(new URL("..", import.meta.url));
/** Ignored by git and kept between runs: what npm installed. */
const work = join(root, "bench/dist");

/** The folder that a contender is installed into, its programs beside its `node_modules`. */
export const place = ({ folder }: Contender): string => join(work, folder);

async function install(directory: string, packages: readonly string[]): Promise<void> {
  if (packages.length > 0) await installPackages(directory, packages);
  // Last: a folder that has it is complete.
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), '{ "private": true, "type": "module" }\n');
}

/** Installs every contender where it is missing, ours always, and puts the programs beside. */
export async function prepare(): Promise<void> {
  await buildAll(root);
  const packed = await packAll(root, join(work, "tarballs"));
  const tarballsOf = (names: readonly string[]) =>
    packed.filter(({ folder }) => names.includes(folder)).map(({ tarball }) => tarball);
  // Measured alone, so that its size is that of the three packages.
  rmSync(join(work, "three"), { recursive: true, force: true });
  await install(join(work, "three"), tarballsOf(ownPackages));
  rmSync(place(ours), { recursive: true, force: true });
  await install(place(ours), tarballsOf([...ownPackages, ...usedPackages]));
  for (const contender of contenders) {
    const folder = place(contender);
    if (!existsSync(join(folder, "package.json"))) await install(folder, contender.packages);
    cpSync(join(root, "bench/programs", contender.folder), folder, { recursive: true });
    writeFileSync(join(folder, "empty.mjs"), "");
    writeFileSync(join(folder, "empty.ts"), "export {};\n");
  }
  for (const [folder, version] of Object.entries(compilers)) {
    const directory = join(work, folder);
    if (!existsSync(join(directory, "package.json"))) await install(directory, [`typescript@${version}`]);
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
