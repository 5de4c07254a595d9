import { join } from "node:path";
import ts from "typescript";
import { assumed, assumedTypes } from "./assumed.js";
import { continuePage } from "./continue.js";
import { type Block, repositoryRoot } from "./pages.js";

/** Blocks resolve their imports from here, where the frameworks that guides show are installed. */
const folder = join(repositoryRoot, "docs/site/blocks.virtual");
const ambient = join(folder, "assumed.d.ts");

/** Type-checks pages of blocks as one program against the sources of the packages; gives what is wrong, by file and line. */
export function compilePages(pages: readonly (readonly Block[])[]): string[] {
  const blocks = pages.flatMap((page) => continuePage(page));
  const names = [
    ...Object.entries(assumed).map(([name, type]) => `declare const ${name}: ${type};\n`),
    ...Object.entries(assumedTypes).map(([name, type]) => `type ${name} = ${type};\n`),
  ];
  const files = new Map([
    [ambient, names.join("")],
    ...blocks.map(({ text }, index) => [join(folder, `${index}.ts`), text] as const),
  ]);
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.directoryExists = (name) => name === folder || (directoryExists?.(name) ?? true);
  const program = ts.createProgram([...files.keys()], options, host);
  return blocks.flatMap(({ block, text }, index) => {
    const source = program.getSourceFile(join(folder, `${index}.ts`));
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ start = 0, messageText }) => {
      const near = text.slice(start).split("\n")[0];
      return `${block.file}:${block.line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")} (at ${near})`;
    });
  });
}

function compilerOptions(): ts.CompilerOptions {
  const config = join(repositoryRoot, "tsconfig.json");
  const parsed = ts.getParsedCommandLineOfConfigFile(
    config,
    { noUnusedLocals: false, noUnusedParameters: false, rootDir: repositoryRoot },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  return parsed?.options ?? {};
}
