import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** One source file: what it imports, types included. */
export interface Module {
  /** Lines, blank ones too. */
  readonly lines: number;
  /** Files of the same package, `export … from` and `typeof import(…)` included. */
  readonly files: readonly string[];
  /** Other packages and platform modules, as they are written. */
  readonly packages: readonly string[];
  /** Arguments of `import(…)` that run. */
  readonly dynamic: readonly string[];
}

/** Modules by file, relative to the folder that was read. */
export type Graph = ReadonlyMap<string, Module>;

const isSource = (file: string): boolean =>
  /\.ts$/.test(file) && !/\.test(-d)?\.ts$|(^|\/)(__\w+__|node_modules)\//.test(file);

/** Reads the sources below a folder with TypeScript's parser, without their tests. */
export function readGraph(folder: string): Graph {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(isSource).sort();
  return new Map(files.map((file) => [file, readModule(folder, file)]));
}

function readModule(folder: string, file: string): Module {
  const text = readFileSync(join(folder, file), "utf8");
  const found: { from: string; runs: boolean }[] = [];
  const add = (node: ts.Node | undefined, runs = false) =>
    found.push({ from: node && ts.isStringLiteralLike(node) ? node.text : "an expression", runs });
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
      add(node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], true);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  const local = found.filter(({ from }) => from.startsWith("."));
  return {
    lines: text.split("\n").length - 1,
    files: [...new Set(local.map(({ from }) => resolveFile(folder, file, from)))],
    packages: [...new Set(found.map(({ from }) => from).filter((from) => !from.startsWith(".")))],
    dynamic: found.filter(({ runs }) => runs).map(({ from }) => from),
  };
}

function resolveFile(folder: string, file: string, from: string): string {
  const target = join(dirname(file), from.replace(/\.js$/, ".ts"));
  if (!existsSync(join(folder, target))) throw new Error(`${file} imports ${from}, and ${target} does not exist.`);
  return target;
}

/** The circles of a graph: groups of files that all reach each other. */
export function circlesOf(graph: Graph): string[][] {
  const reached = new Map(Array.from(graph.keys(), (file) => [file, reachableFrom(graph, file)]));
  const circles = new Map<string, string[]>();
  for (const [file, others] of reached) {
    const circle = [...others].filter((other) => reached.get(other)?.has(file)).sort();
    if (circle.length > 0) circles.set(circle.join(), circle);
  }
  return [...circles.values()];
}

function reachableFrom(graph: Graph, start: string): Set<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop())
    for (const next of graph.get(file)?.files ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(next);
    }
  return found;
}

/** The longest chain of imports, its lowest file last. A file that closes a circle is not counted again. */
export function longestChain(graph: Graph): string[] {
  const known = new Map<string, string[]>();
  const chainFrom = (file: string, above: readonly string[]): string[] => {
    const found = known.get(file);
    if (found) return found;
    const below = (graph.get(file)?.files ?? [])
      .filter((next) => next !== file && !above.includes(next))
      .map((next) => chainFrom(next, [...above, file]));
    const chain = [file, ...below.reduce((longest, each) => (each.length > longest.length ? each : longest), [])];
    known.set(file, chain);
    return chain;
  };
  return [...graph.keys()]
    .map((file) => chainFrom(file, []))
    .reduce((longest, each) => (each.length > longest.length ? each : longest), []);
}
