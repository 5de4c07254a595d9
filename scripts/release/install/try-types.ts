import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Result, run } from "./application.js";
import { esmText, type InstalledProgram } from "./programs.js";

/** Compilers that users have, by the alias under which each is installed. */
const compilers = new Map([
  ["5.4", "~5.4.0"],
  ["5.9", "~5.9.0"],
  ["6", "^6.0.0"],
  ["7", "^7.0.0"],
]);
/** TypeScript lets CommonJS import an ES module from 5.8 on. */
const compilersOfCommonJs = ["5.9", "6", "7"];

/** Each compiler as npm installs it beside the others. */
export const compilerPackages = (): string[] =>
  [...compilers].map(([version, range]) => `${aliasOf(version)}@npm:typescript@${range}`);

/** Compiles the programs with each compiler and resolution, our declarations included. */
export async function tryTypes(application: string, programs: readonly InstalledProgram[]): Promise<Result[]> {
  for (const program of programs)
    for (const kind of ["mts", "cts"])
      await writeFile(join(application, `${program.package}.${kind}`), esmText(program));
  const results: Result[] = [];
  const check = async (version: string, resolution: "nodenext" | "bundler", kind: "mts" | "cts") => {
    const file = `tsconfig.${version}.${resolution}.${kind}.json`;
    const compilerOptions = {
      module: resolution === "bundler" ? "esnext" : "nodenext",
      moduleResolution: resolution,
      target: "es2022",
      lib: ["es2022", "dom", "dom.iterable"],
      types: [],
      strict: true,
      noEmit: true,
      // Our declarations are checked too, with everything that they refer to.
      skipLibCheck: false,
    };
    await writeFile(
      join(application, file),
      JSON.stringify({ compilerOptions, files: programs.map((program) => `${program.package}.${kind}`) }),
    );
    const { code, output } = await run(
      process.execPath,
      [await compilerAt(application, version), "-p", file],
      application,
    );
    const how = kind === "mts" ? "import" : "CommonJS";
    results.push({ what: `TypeScript ${version}, ${resolution}, ${how}`, failure: code === 0 ? "" : output });
  };
  for (const version of compilers.keys()) {
    await check(version, "nodenext", "mts");
    await check(version, "bundler", "mts");
    if (compilersOfCommonJs.includes(version)) await check(version, "nodenext", "cts");
  }
  return results;
}

export async function compilerAt(application: string, version: string): Promise<string> {
  const folder = join(application, "node_modules", aliasOf(version));
  const { bin } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { bin: Record<string, string> };
  return join(folder, bin.tsc ?? "bin/tsc");
}

const aliasOf = (version: string): string => `typescript-${version.replace(".", "-")}`;
