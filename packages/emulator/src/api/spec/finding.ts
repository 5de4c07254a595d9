import type { ErrorObject } from "ajv/dist/2020.js";

/** A validator's report about a value. */
export type SchemaError = Pick<ErrorObject, "keyword" | "instancePath" | "params" | "message" | "schema" | "data">;

/** The fault of a value, in the words of the API. */
export interface Finding {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** JSON pointer from the value that was checked. */
  readonly pointer: string;
}

type Params = Readonly<Record<string, unknown>>;

/** Turns the errors of the validator into one finding: the platform reports the first mistake only. */
export function toFinding(errors: readonly SchemaError[], prefix = ""): Finding {
  const error = mostTelling(errors);
  const at = error.instancePath.slice(prefix.length);
  const describe = rules[error.keyword] ?? other;
  const { pointer, ...finding } = describe(error, nameOf(at));
  return { ...finding, pointer: `${at}${pointer ?? ""}` || "/" };
}

const nameOf = (pointer: string) => `'${pointer.slice(pointer.lastIndexOf("/") + 1) || "body"}'`;
const paramsOf = (error: SchemaError) => error.params as Params;

/** A finding whose pointer goes on from where the error is. */
interface Described {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly pointer?: string;
}

type Rule = (error: SchemaError, name: string) => Described;

const range: Rule = (error, name) => ({
  code: "10033",
  title: "Value outside of range",
  detail: `The ${name} parameter ${error.message}.`,
});

const length: Rule = (error, name) => ({
  code: "10025",
  title: "String length out of range",
  detail: `The ${name} parameter ${error.message}.`,
});

const listed: Rule = (error, name) => {
  const { allowedValues, allowedValue } = paramsOf(error);
  const values = Array.isArray(allowedValues) ? allowedValues : [allowedValue];
  return {
    code: "10032",
    title: "Invalid enumerated value",
    detail: `The ${name} parameter must be one of: ${values.map(String).join(", ")}.`,
  };
};

const other: Rule = (error, name) => ({
  code: "10015",
  title: "Bad request",
  detail: `The ${name} parameter is invalid: ${error.message ?? error.keyword}.`,
});

const rules: Readonly<Record<string, Rule>> = {
  required: (error) => missing([String(paramsOf(error).missingProperty)]),
  enum: listed,
  const: listed,
  minimum: range,
  maximum: range,
  exclusiveMinimum: range,
  exclusiveMaximum: range,
  minLength: length,
  maxLength: length,
  type: (error, name) => ({
    code: paramsOf(error).type === "string" ? "10020" : "10026",
    title: "Invalid type",
    detail: `The ${name} parameter is invalid: it must be ${String(paramsOf(error).type)}.`,
  }),
  format: (error, name) =>
    ["url", "uri"].includes(String(paramsOf(error).format))
      ? {
          code: "10003",
          title: "Invalid URL",
          detail: `The ${name} parameter is not a URL of at most 2000 characters.`,
        }
      : {
          code: "10015",
          title: "Bad request",
          detail: `The ${name} parameter is no valid ${String(paramsOf(error).format)}.`,
        },
  // Fields of which exactly one, at least one, or not all may be given.
  oneOf: (error, name) => {
    const groups = requiredGroups(error.schema);
    if (!groups) return other(error, name);
    const given = groups.filter((fields) => fields.every((field) => field in (error.data as Params))).flat();
    return given.length === 0 ? missing(groups.flat()) : together(given);
  },
  anyOf: (error, name) => {
    const groups = requiredGroups(error.schema);
    return groups ? missing(groups.flat()) : other(error, name);
  },
  not: (error, name) => {
    const groups = requiredGroups((error.schema as { anyOf?: unknown }).anyOf);
    const clash = groups?.find((fields) => fields.every((field) => field in (error.data as Params)));
    return clash ? together(clash) : other(error, name);
  },
};

function missing(fields: readonly string[]): Described {
  const names = fields.map((field) => `'${field}'`);
  const detail =
    names.length === 1 ? `The ${names[0]} parameter is required.` : `One of ${names.join(", ")} is required.`;
  return { code: "10004", title: "Missing required parameter", detail, pointer: `/${fields[0]}` };
}

function together(fields: readonly string[]): Described {
  const names = fields.map((field) => `'${field}'`).join(" and ");
  return { code: "10015", title: "Bad request", detail: `${names} can't be used together.`, pointer: `/${fields[1]}` };
}

/** The lists of `[{ required: […] }, …]`; undefined for alternatives of another kind. */
function requiredGroups(schema: unknown): readonly (readonly string[])[] | undefined {
  if (!Array.isArray(schema)) return undefined;
  const groups = schema.map((one: { required?: readonly string[] }) => one.required);
  return groups.every((group) => group !== undefined) ? (groups as (readonly string[])[]) : undefined;
}

/** Of alternatives, the one that got furthest, else the alternatives themselves; otherwise the first error. */
function mostTelling(errors: readonly SchemaError[]): SchemaError {
  const last = errors.at(-1) as SchemaError;
  if (last.keyword !== "anyOf" && last.keyword !== "oneOf") return errors[0] as SchemaError;
  const deeper = errors.filter(
    ({ instancePath, keyword }) => instancePath.length > last.instancePath.length && keyword !== "type",
  );
  return deeper.sort((a, b) => b.instancePath.length - a.instancePath.length)[0] ?? last;
}
