import { Problem, throwAll } from "../../cli/problem.js";
import { type Document, isObject, type Json } from "../../openapi/document.js";
import { byName, isIdentifier } from "./names.js";

/** A code of the API's errors, as `x-telnyx-errors` gives it. */
export interface ErrorCode {
  readonly code: string;
  /** Name of its constant, `CallEnded`. */
  readonly name: string;
  readonly status: readonly number[];
  readonly title: string;
  readonly meaning: string;
  readonly source: string;
}

const place = "spec/overlays/errors.yaml";

/** The error codes of a document, by code. */
export function readErrorCodes(document: Document): Map<string, ErrorCode> {
  const problems: Problem[] = [];
  const codes = new Map<string, ErrorCode>();
  const names = new Map<string, string>();
  for (const entry of list(document["x-telnyx-errors"]).filter(isObject)) {
    const error: ErrorCode = {
      code: String(entry.code ?? ""),
      name: String(entry.name ?? ""),
      status: list(typeof entry.status === "number" ? [entry.status] : entry.status).map(Number),
      title: String(entry.title ?? ""),
      meaning: String(entry.meaning ?? ""),
      source: String(entry.source ?? ""),
    };
    const at = `${place}: code ${error.code}`;
    const twin = names.get(error.name);
    if (!isIdentifier(error.name))
      problems.push(
        new Problem(
          at,
          `its name ${JSON.stringify(error.name)} is no name in TypeScript`,
          "Give it a `name` like CallEnded.",
        ),
      );
    if (twin)
      problems.push(
        new Problem(at, `${error.name} is the name of ${twin} already`, "Give each code a name of its own."),
      );
    if (codes.has(error.code))
      problems.push(new Problem(at, "the code is listed twice", "Join the two entries; `status` takes several."));
    names.set(error.name, error.code);
    codes.set(error.code, error);
  }
  throwAll(problems);
  return new Map([...codes].sort(([a], [b]) => Number(a) - Number(b) || byName(a, b)));
}

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
