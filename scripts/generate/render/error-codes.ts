import type { ErrorCode } from "../model/error-table.js";
import { docComment } from "../types/doc-comment.js";
import { header } from "./header.js";

/** The error codes as constants, so that a program can name what it handles. */
export function renderErrorCodes(from: string, errors: ReadonlyMap<string, ErrorCode>): string {
  const entries = [...errors.values()].map(
    (error) =>
      `${docComment({ text: [titleOf(error), error.meaning, sourceOf(error)].filter(Boolean).join("\n\n") }, "  ")}  ${error.name}: ${JSON.stringify(error.code)},\n`,
  );
  const intro = "Codes of the API's errors by name. Compare with `code` of an `ApiError`; the API may send others.";
  return [
    header(from),
    `${docComment({ text: intro })}export const ErrorCode = {\n${entries.join("")}} as const;\n`,
    `\n${docComment({ text: "A code that this version knows by name." })}export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];\n`,
  ].join("");
}

function titleOf({ title, status }: ErrorCode): string {
  const statuses = status.length > 0 ? ` (HTTP ${status.join(", ")})` : "";
  return title && `${title.replace(/\.$/, "")}${statuses}.`;
}

const sourceOf = ({ source }: ErrorCode): string => source && `Source: ${source.replace(/\.$/, "")}.`;
