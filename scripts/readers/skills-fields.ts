import { firstSentence, type Row } from "./skills-model.js";
import type { Shared } from "./skills-shared.js";

/** Where what several fields share is written, beside the operations. */
const objectsFile = "objects.md";

/** The further fact of a list of fields besides names and types: fields that you must give, or that may be missing. */
export type Side = "given" | "inside" | "returned";

/** Fields as a list; those inside an object are indented, or have their own section. */
export function list(rows: readonly Row[], shared: Shared, side: Side, depth = 0): string {
  const below = side === "given" ? "inside" : side;
  return rows
    .map((row) => {
      const object = row.rows.length > 0 ? shared.objectOf(row) : undefined;
      const inner = row.rows.length > 0 && !object ? `\n${list(row.rows, shared, below, depth + 1)}` : "";
      const name = `\`${row.name}${side === "returned" && !row.required ? "?" : ""}\``;
      const text = firstSentence(row.text);
      const words = [
        row.deprecated && !/^deprecated/i.test(text) ? "Deprecated." : "",
        text,
        object ? `Fields: [${object}](${objectsFile}#${anchor("fields of", object)}).` : "",
      ].filter(Boolean);
      const facts = `${side === "inside" && row.required ? ", required" : ""}${fact(row)}`;
      return `${"  ".repeat(depth)}- ${name} ${typeOf(row, shared)}${facts}${words.length > 0 ? `: ${words.join(" ")}` : ""}${inner}`;
    })
    .join("\n");
}

export function typeOf(row: Row, shared: Shared): string {
  if (row.values.length === 0) return row.type;
  const listed = shared.listOf(row);
  const values = listed
    ? `one of [${listed}](${objectsFile}#${anchor("values of", listed)})`
    : row.values.map((value) => `\`${value}\``).join(" | ");
  return row.type.endsWith("[]") ? `list of ${values}` : row.type.endsWith("null") ? `${values} | null` : values;
}

const fact = (row: Row): string =>
  [row.default && `, default \`${row.default.replaceAll("`", "'")}\``, row.bounds && `, ${row.bounds}`]
    .filter(Boolean)
    .join("");

const anchor = (...words: readonly string[]): string => words.join(" ").replaceAll(" ", "-").toLowerCase();
