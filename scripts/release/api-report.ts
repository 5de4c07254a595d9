import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Entry points of a package by their subpath: `.` → `src/index.ts`. */
function entriesOf(root: string, name: string): Map<string, string> {
  const { exports = {} } = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as {
    exports?: Record<string, unknown>;
  };
  const entries = new Map<string, string>();
  for (const [subpath, target] of Object.entries(exports)) {
    const text = JSON.stringify(target);
    const file = /\.\/dist\/([\w/-]+)\.js/.exec(text)?.[1];
    const source = file && join(root, "packages", name, "src", `${file}.ts`);
    if (source && existsSync(source)) entries.set(subpath, source);
  }
  return entries;
}

/**
 * The public API of packages as texts, one line or block per export, made from their declarations without comments.
 * Exports that `pnpm generate` writes are named only: `pnpm spec:sync` answers for those.
 */
export function apiReports(root: string, names: readonly string[]): Map<string, string> {
  const entries = new Map(names.map((name) => [name, entriesOf(root, name)]));
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(
    [...entries.values()].flatMap((files) => [...files.values()]),
    {
      ...options,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: join(root, "nowhere"),
    },
  );
  const declarations = declarationReader(program);
  const checker = program.getTypeChecker();
  return new Map(
    [...entries].map(([name, files]) => {
      const blocks = [...files].flatMap(([subpath, file]) => {
        const source = program.getSourceFile(file);
        const module = source && checker.getSymbolAtLocation(source);
        const exported = module ? checker.getExportsOfModule(module) : [];
        const lines = exported
          .map((symbol) => [symbol.name, describe(checker, symbol, declarations)] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, text]) => text);
        return [`# @telnyx-kit/${name}${subpath.slice(1)}`, ...lines];
      });
      return [name, `${blocks.join("\n\n")}\n`];
    }),
  );
}

type Declarations = (file: ts.SourceFile, name: string) => string;

function describe(checker: ts.TypeChecker, symbol: ts.Symbol, declarations: Declarations): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const file = target.declarations?.[0]?.getSourceFile();
  const renamed = target.name === symbol.name ? "" : `export ${symbol.name} = ${target.name}\n`;
  if (!file || file.fileName.includes("/generated/")) return `${renamed}generated ${symbol.name}`;
  if (file.fileName.includes("/node_modules/")) return `${renamed}from elsewhere: ${symbol.name}`;
  return renamed + declarations(file, target.name);
}

/** Finds what the compiler would write into a `.d.ts` for a name, printed without comments. */
function declarationReader(program: ts.Program): Declarations {
  const printer = ts.createPrinter({ removeComments: true });
  const read = new Map<string, ts.SourceFile>();
  const emitted = (file: ts.SourceFile): ts.SourceFile => {
    const known = read.get(file.fileName);
    if (known) return known;
    let text = "";
    const write = (name: string, content: string): void => {
      if (name.endsWith(".d.ts")) text = content;
    };
    program.emit(file, write, undefined, true);
    const parsed = ts.createSourceFile(file.fileName, text, ts.ScriptTarget.Latest, true);
    read.set(file.fileName, parsed);
    return parsed;
  };
  return (file, name) => {
    const source = emitted(file);
    const statements = source.statements.filter((statement) => namesOf(statement).includes(name));
    return statements
      .map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, source).replaceAll(/\r?\n/g, "\n"))
      .join("\n");
  };
}

const namesOf = (statement: ts.Statement): string[] => {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as { name?: ts.Node };
  return name ? [name.getText()] : [];
};
