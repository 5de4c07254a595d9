import type ts from "typescript";
import { pascalCase } from "../../generate/model/names.js";
import type { OperationModel } from "../../generate/model/operation-model.js";
import { anonymous } from "../../openapi/domains.js";
import { type Compiler, placeOf } from "./compiler.js";
import type { TypedPackage } from "./packages.js";
import { createReader } from "./reading.js";
import { createSender } from "./sending.js";
import { textOf } from "./type-members.js";

/** A program of a user, and what it uses. */
export interface Program {
  readonly place: string;
  readonly package: string;
  /** `POST /calls/{}/actions/answer`, or the event's type. */
  readonly uses: string;
  readonly text: string;
}

/** More ways than this of writing one body say nothing new. */
const mostWays = 48;

/**
 * Writes the programs that users of these packages could have: one per operation, which sends every field, sends the
 * least, sends objects with the least inside, and reads every field of the response; one per event, which reads every field of
 * its payload.
 */
export function writeCorpus(compiler: Compiler, packages: ReadonlyMap<string, TypedPackage>): Program[] {
  const program = compiler.types(packages);
  const checker = program.getTypeChecker();
  return [...packages.values()].flatMap((typed) => [
    ...operationPrograms(program, checker, typed),
    ...eventPrograms(program, checker, typed),
  ]);
}

/** The fields that a program sends and reads of an operation, or reads of an event, by their name in the sentence. */
export function typesUsed(program: ts.Program, typed: TypedPackage, uses: string): ReadonlyMap<string, ts.Type> {
  const checker = program.getTypeChecker();
  const found = new Map<string, ts.Type>();
  const operation = typed.operations.find(({ method, path }) => `${method.toUpperCase()} ${anonymous(path)}` === uses);
  if (operation) {
    const root = exported(program, checker, placeOf(typed.name, "methods.ts"), `${pascalCase(typed.name)}Methods`);
    const [signature] = root ? methodType(checker, root, operation.name).getCallSignatures() : [];
    for (const parameter of signature?.parameters ?? [])
      if (parameter.name !== "options") found.set(parameter.name, checker.getTypeOfSymbol(parameter));
    const answer = signature?.getReturnType();
    if (answer) found.set("the answer", checker.getAwaitedType(answer) ?? answer);
  } else if (typed.events.includes(uses)) {
    const events = exported(program, checker, placeOf(typed.name, "events.ts"), "TelnyxEvents");
    const property = events && checker.getPropertyOfType(events, uses);
    if (property) found.set("the event", checker.getTypeOfSymbol(property));
  }
  return found;
}

const declarations = "declare function given<T>(): T;\ndeclare function take<T>(value: T): void;\n";

function operationPrograms(program: ts.Program, checker: ts.TypeChecker, typed: TypedPackage): Program[] {
  const root = exported(program, checker, placeOf(typed.name, "methods.ts"), `${pascalCase(typed.name)}Methods`);
  if (!root) return [];
  return typed.operations.map((operation) => ({
    place: placeOf(typed.name, `uses-${operation.name}.ts`),
    package: typed.name,
    uses: `${operation.method.toUpperCase()} ${anonymous(operation.path)}`,
    text: operationProgram(checker, typed.name, operation, methodType(checker, root, operation.name)),
  }));
}

function operationProgram(checker: ts.TypeChecker, name: string, operation: OperationModel, method: ts.Type): string {
  const [signature] = method.getCallSignatures();
  if (!signature) throw new Error(`${name}.${operation.name} is no method`);
  const sender = createSender(checker);
  const parameters = signature.parameters.filter((parameter) => parameter.name !== "options");
  const input = operation.input && parameters.at(-1);
  const type = input && checker.getTypeOfSymbol(input);
  const call = (argument?: string) =>
    `methods.${operation.name}(${[...operation.pathParameters.map(() => '"text"'), ...(argument ? [argument] : [])].join(", ")})`;
  const ways = type ? Math.min(sender.ways(type), mostWays) : 0;
  const sends = new Set<string>();
  for (let way = 0; type && way < ways; way++)
    for (const least of [Number.POSITIVE_INFINITY, 0, 1, 2, 3]) sends.add(call(sender.value(type, way, least)));
  if (!operation.required) sends.add(call());
  const interfaceName = `${pascalCase(name)}Methods`;
  return [
    `import type { ${interfaceName} } from "./methods.js";`,
    'import type { paths } from "./schema.js";',
    declarations,
    `export type Declared = ${declaredAnswers(operation)};`,
    `export async function send(methods: ${interfaceName}): Promise<void> {`,
    ...[...sends].map((text) => `await ${text};`),
    "}",
    `export async function read(answer: Awaited<ReturnType<${interfaceName}${operation.name
      .split(".")
      .map((part) => `["${part}"]`)
      .join("")}>>): Promise<void> {`,
    ...readAnswer(checker, signature.getReturnType()),
    "}",
    "",
  ].join("\n");
}

/** The raw types of the successes, for those who use the typed client. */
const declaredAnswers = ({ path, method, node }: OperationModel): string =>
  Object.keys((node.responses ?? {}) as object)
    .filter((status) => status.startsWith("2"))
    .map((status) => `paths[${JSON.stringify(path)}]["${method}"]["responses"][${status}]`)
    .join(" | ") || "unknown";

function readAnswer(checker: ts.TypeChecker, promise: ts.Type): string[] {
  const awaited = checker.getAwaitedType(promise) ?? promise;
  if (textOf(checker, awaited) === "void") return ["take<void>(answer);"];
  return createReader(checker).read("answer", [awaited]);
}

function methodType(checker: ts.TypeChecker, root: ts.Type, name: string): ts.Type {
  return name.split(".").reduce((owner, part) => {
    const property = checker.getPropertyOfType(owner, part);
    if (!property) throw new Error(`the generated methods lack ${name}`);
    return checker.getTypeOfSymbol(property);
  }, root);
}

function eventPrograms(program: ts.Program, checker: ts.TypeChecker, typed: TypedPackage): Program[] {
  if (typed.events.length === 0) return [];
  const events = exported(program, checker, placeOf(typed.name, "events.ts"), "TelnyxEvents");
  return typed.events.map((type) => {
    const property = events && checker.getPropertyOfType(events, type);
    const lines = property ? createReader(checker).read("event", [checker.getTypeOfSymbol(property)]) : [];
    return {
      place: placeOf(typed.name, `reads-${type}.ts`),
      package: typed.name,
      uses: type,
      text: `import type { TelnyxEvents } from "./events.js";\n${declarations}export function read(event: TelnyxEvents["${type}"]): void {\n${lines.join("\n")}\n}\n`,
    };
  });
}

function exported(program: ts.Program, checker: ts.TypeChecker, file: string, name: string): ts.Type | undefined {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find((candidate) => candidate.name === name);
  return symbol && checker.getDeclaredTypeOfSymbol(symbol);
}
