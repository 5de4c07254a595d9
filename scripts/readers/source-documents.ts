import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A type, with its values where it is an enumeration that lists them. */
export type Fact = string | { readonly type: "enum"; readonly enum: readonly string[] };

interface Row {
  /** The document of the row. */
  readonly document: string;
  /** The package that the document is about; the cheat sheet is about none. */
  readonly package?: string;
}

export interface OperationRow extends Row {
  /** `POST /calls`. */
  readonly operation: string;
  readonly required: Readonly<Record<string, Fact>>;
  readonly optional: Readonly<Record<string, Fact>>;
  /** Fields of `data` in the answer. */
  readonly answers?: readonly string[];
}

export interface EventRow extends Row {
  readonly event: string;
  /** By their path: `data.payload.from`. */
  readonly fields: Readonly<Record<string, Fact>>;
}

/** The facts of the five documents that the packages began with; everything in them is to be found in a package. */
export interface SourceDocuments {
  readonly titles: Readonly<Record<string, string>>;
  readonly operations: readonly OperationRow[];
  readonly events: readonly EventRow[];
}

export const readSourceDocuments = async (root: string): Promise<SourceDocuments> =>
  JSON.parse(await readFile(join(root, "spec/source-documents.json"), "utf8"));

export const typeOf = (fact: Fact): string => (typeof fact === "string" ? fact : fact.type);
export const valuesOf = (fact: Fact): readonly string[] => (typeof fact === "string" ? [] : fact.enum);
