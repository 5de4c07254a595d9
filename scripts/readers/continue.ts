import ts from "typescript";
import type { Block } from "./pages.js";

/**
 * The convention of the project's documents: the TypeScript blocks of a page belong together. A block may use the imports
 * and the top-level declarations of the blocks above it, the nearest one where a name occurs twice, and the names of
 * `assumed.ts`; an import of `./file.js` means a block above. Its own statements run in an async function, so that `await` and `return` are allowed,
 * unless it exports something: then it is a module.
 */
export function continuePage(blocks: readonly Block[]): { readonly block: Block; readonly text: string }[] {
  const imports = new Map<string, string>();
  let carried: Declaration[] = [];
  return blocks.map((block) => {
    const source = ts.createSourceFile("block.ts", block.code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    const statements = source.statements.filter((statement) => !ts.isImportDeclaration(statement));
    for (const statement of source.statements)
      if (ts.isImportDeclaration(statement)) readImport(statement, source, imports);
    const own = statements.flatMap((statement) => readDeclaration(statement, source));
    const ownNames = new Set(own.flatMap(({ names }) => names));
    const isModule = statements.some(
      (statement) => ts.isExportAssignment(statement) || ts.isExportDeclaration(statement) || hasExport(statement),
    );
    const body = statements.map((statement) => statement.getFullText(source)).join("");
    const above = neededOf(
      carried.filter(({ names }) => !names.some((name) => ownNames.has(name))),
      body,
    );
    const text = [
      ...imports.values(),
      ...above.map((declaration) => declaration.text),
      isModule ? body : `export async function block() {${body}\n}`,
      "export {};",
    ].join("\n");
    carried = [...carried.filter(({ names }) => !names.some((name) => ownNames.has(name))), ...own];
    return { block, text: `${text}\n` };
  });
}

/** The declarations that a text needs, and those that they need in turn: a sample above is not run for a name nobody uses. */
function neededOf(declarations: readonly Declaration[], text: string): readonly Declaration[] {
  const needed = new Set<Declaration>();
  const add = (from: string): void => {
    for (const declaration of declarations) {
      if (needed.has(declaration) || !declaration.names.some((name) => new RegExp(`(?<![.\\w$])${name}\\b`).test(from)))
        continue;
      needed.add(declaration);
      add(declaration.text);
    }
  };
  add(text);
  return declarations.filter((declaration) => needed.has(declaration));
}

interface Declaration {
  readonly names: readonly string[];
  readonly text: string;
}

const hasExport = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** One statement a name, so that a later block may import a name again. */
function readImport(statement: ts.ImportDeclaration, source: ts.SourceFile, imports: Map<string, string>): void {
  const from = statement.moduleSpecifier.getText(source);
  if (from.startsWith('"./')) return;
  const { importClause: clause } = statement;
  if (!clause) {
    imports.set(from, `import ${from};`);
    return;
  }
  const type = clause.isTypeOnly ? "type " : "";
  if (clause.name) imports.set(clause.name.text, `import ${type}${clause.name.text} from ${from};`);
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings))
    imports.set(bindings.name.text, `import ${type}* as ${bindings.name.text} from ${from};`);
  if (bindings && ts.isNamedImports(bindings))
    for (const element of bindings.elements)
      imports.set(element.name.text, `import ${type}{ ${element.getText(source)} } from ${from};`);
}

function readDeclaration(statement: ts.Statement, source: ts.SourceFile): Declaration[] {
  const text = statement.getText(source).replace(/^export (?=default )?(?:default )?/, "");
  if (ts.isVariableStatement(statement)) {
    return [{ names: statement.declarationList.declarations.flatMap(({ name }) => namesOf(name)), text }];
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return named && statement.name ? [{ names: [statement.name.text], text }] : [];
}

const namesOf = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesOf(element.name)));
