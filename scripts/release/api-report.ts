import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { Problem } from "../cli/problem.js";

/** Declarations of a package by the subpath of their entry point: `.` → `dist/index.d.ts`. */
function entriesOf(root: string, name: string): Map<string, string> {
  const folder = join(root, "packages", name);
  const { exports = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    exports?: Record<string, { types?: string }>;
  };
  return new Map(
    Object.entries(exports).flatMap(([subpath, { types }]) => (types ? [[subpath, join(folder, types)]] : [])),
  );
}

/**
 * The public API of built packages as texts, one line or block per export, made from their declarations without comments.
 * Of `export *` from a generated file the report has the line only: `pnpm spec:sync` checks the names behind it.
 */
export function apiReports(root: string, names: readonly string[]): Map<string, string> {
  const entries = new Map(names.map((name) => [name, entriesOf(root, name)]));
  const program = ts.createProgram(
    [...entries.values()].flatMap((files) => [...files.values()]),
    { module: ts.ModuleKind.NodeNext, noLib: true, types: [] },
  );
  const checker = program.getTypeChecker();
  return new Map(
    [...entries].map(([name, files]) => {
      const blocks = [...files].flatMap(([subpath, file]) => {
        const source = program.getSourceFile(file);
        const module = source && checker.getSymbolAtLocation(source);
        if (!module) throw new Problem(`packages/${name}`, `has no declarations at ${file}`, "Run `pnpm build`.");
        const lines = checker
          .getExportsOfModule(module)
          .filter((symbol) => module.exports?.has(symbol.escapedName) || !isGenerated(targetOf(checker, symbol)))
          .map((symbol) => [symbol.name, describe(checker, symbol)] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, text]) => text);
        return [`# @telnyx-kit/${name}${subpath.slice(1)}`, ...generatedWhole(source), ...lines];
      });
      return [name, `${blocks.join("\n\n")}\n`];
    }),
  );
}

/** `export * from "./generated/….js"` of an entry point. */
const generatedWhole = (source: ts.SourceFile): string[] =>
  source.statements
    .filter((statement) => ts.isExportDeclaration(statement) && !statement.exportClause)
    .map((statement) => statement.getText())
    .filter((text) => text.includes("/generated/"));

const targetOf = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

const fileOf = (symbol: ts.Symbol): string => symbol.declarations?.[0]?.getSourceFile().fileName ?? "";
const isGenerated = (symbol: ts.Symbol): boolean => fileOf(symbol).includes("/generated/");

const printer = ts.createPrinter({ removeComments: true });

function describe(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const target = targetOf(checker, symbol);
  const renamed = target.name === symbol.name ? "" : `export ${symbol.name} = ${target.name}\n`;
  if (isGenerated(target)) return `${renamed}generated ${symbol.name}`;
  if (fileOf(target) === "" || fileOf(target).includes("/node_modules/"))
    return `${renamed}from elsewhere: ${symbol.name}`;
  const declared = new Set(target.declarations?.map(statementOf));
  return (
    renamed +
    [...declared]
      .map((node) => printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()).replaceAll(/\r?\n/g, "\n"))
      .join("\n")
  );
}

/** A variable is declared inside its statement. */
const statementOf = (node: ts.Node): ts.Node => (ts.isSourceFile(node.parent) ? node : statementOf(node.parent));
