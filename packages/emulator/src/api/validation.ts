import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Finding } from "./finding.js";
import { toFinding } from "./finding.js";
import { formats } from "./formats.js";
import { Problem } from "./problem.js";

export interface Validator {
  /** Checks a value against the schema that a JSON pointer into the document names. */
  check(pointer: string, value: unknown): Finding | undefined;
  /** The same for values that arrive as text: digits become numbers where the schema wants them. Returns the value. */
  coerce(pointer: string, value: unknown): { readonly value: unknown; readonly finding?: Finding | undefined };
}

/** Compiles the schemas of a document, each when it is first needed. */
export function createValidator(document: Record<string, unknown>): Validator {
  const relaxed = relax(document) as Record<string, unknown>;
  const strict = compiler(relaxed, false);
  const lenient = compiler(relaxed, true);
  return {
    check(pointer, value) {
      const validate = strict(pointer);
      return validate(value) ? undefined : toFinding(validate.errors ?? []);
    },
    coerce(pointer, value) {
      const holder = { value };
      const validate = lenient(pointer);
      return {
        finding: validate(holder) ? undefined : toFinding(validate.errors ?? [], "/value"),
        value: holder.value,
      };
    },
  };
}

function compiler(document: Record<string, unknown>, coerceTypes: boolean): (pointer: string) => ValidateFunction {
  let ajv: Ajv2020 | undefined;
  const compiled = new Map<string, ValidateFunction>();
  return (pointer) => {
    let validate = compiled.get(pointer);
    if (!validate) {
      if (!ajv) {
        ajv = new Ajv2020({
          strict: false,
          coerceTypes,
          validateSchema: false,
          allErrors: false,
          formats,
          verbose: true,
          logger: false,
        });
        ajv.addSchema(document, "spec");
      }
      const schema = { $ref: `spec#${encodeURI(pointer)}` };
      validate = ajv.compile(coerceTypes ? { type: "object", properties: { value: schema } } : schema);
      compiled.set(pointer, validate);
    }
    return validate;
  };
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
