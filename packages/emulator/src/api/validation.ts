import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { formats } from "./formats.js";
import { Problem } from "./problem.js";

/** What is wrong with a value, in the words of the API. */
export interface Finding {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** JSON pointer from the value that was checked. */
  readonly pointer: string;
}

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
          verbose: false,
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
 * `oneOf` is read as `anyOf`: upstream's alternatives overlap (a value may match several providers' settings), and
 * refusing what the platform takes would be the worse mistake.
 */
function relax(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relax);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [
    key === "oneOf" && Array.isArray(value) ? "anyOf" : key,
    relax(value),
  ]);
  return Object.fromEntries(entries.filter(([key]) => key !== "discriminator"));
}

function toFinding(errors: readonly ErrorObject[], prefix = ""): Finding {
  const error = mostTelling(errors);
  const at = error.instancePath.slice(prefix.length);
  const field = (pointer: string) => pointer.slice(pointer.lastIndexOf("/") + 1) || "body";
  const found = (code: string, title: string, detail: string, pointer = at): Finding => ({
    code,
    title,
    detail,
    pointer: pointer || "/",
  });
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "required": {
      const missing = String(params.missingProperty);
      return found(
        "10004",
        "Missing required parameter",
        `The '${missing}' parameter is required.`,
        `${at}/${missing}`,
      );
    }
    case "enum":
      return found(
        "10032",
        "Invalid enumerated value",
        `The '${field(at)}' parameter must be one of: ${list(params.allowedValues)}.`,
      );
    case "const":
      return found(
        "10032",
        "Invalid enumerated value",
        `The '${field(at)}' parameter must be ${String(params.allowedValue)}.`,
      );
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return found("10033", "Value outside of range", `The '${field(at)}' parameter ${error.message}.`);
    case "minLength":
    case "maxLength":
      return found("10025", "String length out of range", `The '${field(at)}' parameter ${error.message}.`);
    case "format":
      return params.format === "url" || params.format === "uri"
        ? found("10003", "Invalid URL", `The '${field(at)}' parameter is not a URL of at most 2000 characters.`)
        : found("10015", "Bad request", `The '${field(at)}' parameter is not a valid ${String(params.format)}.`);
    case "type":
      return found(
        params.type === "string" ? "10020" : "10026",
        "Invalid type",
        `The '${field(at)}' parameter is invalid: it must be ${String(params.type)}.`,
      );
    default:
      return found(
        "10015",
        "Bad request",
        `The '${field(at)}' parameter is invalid: ${error.message ?? error.keyword}.`,
      );
  }
}

const list = (values: unknown) => (values as unknown[]).map(String).join(", ");

/** Of an `anyOf`, the alternative that got furthest; otherwise the first. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject {
  const last = errors.at(-1) as ErrorObject;
  if (last.keyword !== "anyOf") return errors[0] as ErrorObject;
  const deeper = errors.filter(
    (error) => error.instancePath.length > last.instancePath.length && error.keyword !== "type",
  );
  return deeper.sort((a, b) => b.instancePath.length - a.instancePath.length)[0] ?? last;
}

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
