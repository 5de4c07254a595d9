import { Ajv2020 } from "ajv/dist/2020.js";
import { Problem } from "../../world/problem.js";
import { type Finding, type SchemaError, toFinding } from "./finding.js";
import { formats } from "./formats.js";
import { interpret } from "./interpret.js";
import { createFieldFinder } from "./unknown-fields.js";

export interface Validator {
  /** Checks a value against the schema that a JSON pointer into the document names. */
  check(pointer: string, value: unknown): Finding | undefined;
  /** The fields that the schema does not have, as JSON pointers. */
  unknownFields(pointer: string, value: unknown): string[];
  /** The same for values that arrive as text: digits become numbers where the schema wants them. Returns the value. */
  coerce(pointer: string, value: unknown): { readonly value: unknown; readonly finding?: Finding | undefined };
}

export interface ValidatorOptions {
  /** Whether schemas may be compiled to functions. @default whatever the runtime allows */
  readonly compile?: boolean | undefined;
}

/** Compiles the schemas of a document, each when it is first needed; or walks through them where compiling is forbidden. */
export function createValidator(
  document: Record<string, unknown>,
  { compile = mayCompile() }: ValidatorOptions = {},
): Validator {
  const relaxed = relax(document) as Record<string, unknown>;
  const strict = compile ? compiler(relaxed, false) : walker(relaxed, false);
  const lenient = compile ? compiler(relaxed, true) : walker(relaxed, true);
  const run = (check: Check, value: unknown) => {
    const holder = { value };
    const errors = check(holder);
    return { value: holder.value, finding: errors.length > 0 ? toFinding(errors, compile ? "/value" : "") : undefined };
  };
  return {
    unknownFields: createFieldFinder(document),
    check: (pointer, value) => run(strict(pointer), value).finding,
    coerce: (pointer, value) => run(lenient(pointer), value),
  };
}

type Check = (holder: { value: unknown }) => readonly SchemaError[];

/** Workers, and pages with a content security policy, forbid to make functions of text. */
function mayCompile(): boolean {
  try {
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}

function compiler(document: Record<string, unknown>, coerceTypes: boolean): (pointer: string) => Check {
  let ajv: Ajv2020 | undefined;
  const compiled = new Map<string, Check>();
  return (pointer) => {
    const known = compiled.get(pointer);
    if (known) return known;
    if (!ajv) {
      const relaxations = { strict: false, validateSchema: false, allErrors: false, logger: false } as const;
      ajv = new Ajv2020({ ...relaxations, coerceTypes, formats, verbose: true });
      ajv.addSchema(document, "spec");
    }
    const validate = ajv.compile({ type: "object", properties: { value: { $ref: `spec#${encodeURI(pointer)}` } } });
    const check: Check = (holder) => (validate(holder) ? [] : (validate.errors ?? []));
    compiled.set(pointer, check);
    return check;
  };
}

function walker(document: Record<string, unknown>, coerceTypes: boolean): (pointer: string) => Check {
  return (pointer) => (holder) => interpret(document, pointer, holder, coerceTypes);
}

/**
 * Alternatives of values (`oneOf` with a discriminator) are read as `anyOf`: upstream's overlap, and refusing what the
 * platform takes would be the worse mistake. Alternatives of required fields exclude each other on purpose and stay.
 */
function relax(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relax);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => {
    const loose = key === "oneOf" && Array.isArray(value) && !value.every(isRequiredOnly);
    return [loose ? "anyOf" : key, relax(value)] as const;
  });
  return Object.fromEntries(entries.filter(([key]) => key !== "discriminator"));
}

const isRequiredOnly = (schema: unknown) =>
  typeof schema === "object" && schema !== null && Object.keys(schema).join() === "required";

/** The refusal that a finding in a body or in the query becomes. */
export function toProblem(finding: Finding, where: "body" | "query"): Problem {
  const { code, title, detail, pointer } = finding;
  return new Problem(422, code, title, detail, {
    source: where === "body" ? { pointer } : { parameter: toParameter(pointer) },
  });
}

/** `/filter/occurred_at/gte` → `filter[occurred_at][gte]`. */
function toParameter(pointer: string): string {
  const [first = "", ...rest] = pointer.split("/").slice(1);
  return first + rest.map((key) => `[${key}]`).join("");
}
