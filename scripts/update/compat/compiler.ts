import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { TypedPackage } from "./packages.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Compiles generated packages and the programs that use them, without a file on the disk. */
export interface Compiler {
  /** The types of the packages as the compiler knows them. */
  types(packages: ReadonlyMap<string, TypedPackage>): ts.Program;
  /** The faults of each program, by its name; programs that compile are left out. */
  check(packages: ReadonlyMap<string, TypedPackage>, programs: ReadonlyMap<string, string>): Map<string, string>;
}

/** Where a file of a package stands for the compiler. */
export const placeOf = (name: string, file: string): string =>
  join(repository, "scripts/update/compat/virtual", name, file);

export function createCompiler(): Compiler {
  // The libraries and core are read once, for every program.
  const read = new Map<string, ts.SourceFile | undefined>();

  function program(files: ReadonlyMap<string, string>): ts.Program {
    const host = ts.createCompilerHost(options);
    const { fileExists, getSourceFile } = host;
    host.fileExists = (name) => files.has(name) || fileExists(name);
    // Folders of files that are only in memory do not exist, and without this function nobody asks for them.
    host.directoryExists = undefined as never;
    host.getSourceFile = (name, version) => {
      const text = files.get(name);
      if (text !== undefined) return ts.createSourceFile(name, text, version);
      if (!read.has(name)) read.set(name, getSourceFile(name, version));
      return read.get(name);
    };
    host.resolveModuleNameLiterals = (literals, from) =>
      literals.map(({ text }) => {
        const own = /^@telnyx-kit\/(\w+)$/.exec(text)?.[1];
        return own
          ? {
              resolvedModule: { resolvedFileName: join(repository, "packages", own, "src/index.ts"), extension: ".ts" },
            }
          : ts.resolveModuleName(text, from, options, host);
      });
    return ts.createProgram([...files.keys()], options, host);
  }

  const filesOf = (packages: ReadonlyMap<string, TypedPackage>): Map<string, string> =>
    new Map(
      [...packages.values()].flatMap(({ name, files }) =>
        Object.entries(files).map(([file, text]) => [placeOf(name, file), text] as const),
      ),
    );

  return {
    types: (packages) => program(filesOf(packages)),
    check(packages, programs) {
      const files = filesOf(packages);
      for (const [place, text] of programs) files.set(place, text);
      const compiled = program(files);
      const wrong = new Map<string, string>();
      for (const place of programs.keys()) {
        const source = compiled.getSourceFile(place);
        const [first] = [...compiled.getSyntacticDiagnostics(source), ...compiled.getSemanticDiagnostics(source)];
        if (first) wrong.set(place, sentenceOf(first));
      }
      return wrong;
    },
  };
}

function sentenceOf({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line =
    file?.text
      .slice(file.text.lastIndexOf("\n", start) + 1)
      .split("\n")[0]
      ?.trim() ?? "";
  const message = ts.flattenDiagnosticMessageText(messageText, " ").replace(/\s+/g, " ");
  return `${message.slice(0, 240)} (at ${line.slice(0, 120)})`;
}
