import { contenders } from "./contenders.js";
import type { Figure } from "./figure.js";

const names = contenders.map(({ name }) => name);

/** The figures as one Markdown table, the ratios and notes below it. */
export function renderTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, unit, values, target }) => [
    what,
    ...names.map((name) => (name in values ? `${format(values[name] ?? Number.NaN)} ${unit}` : "–")),
    target ? `${target.text}: ${target.met ? "met" : "MISSED"}` : "",
  ]);
  const table = align([["", ...names, "target"], ...rows]);
  const ratios = figures
    .filter((figure) => Object.keys(figure.ratios).length > 0)
    .map(({ what, ratios }) => {
      const list = Object.entries(ratios).map(([name, ratio]) => `${name} = ${ratio.toFixed(2)}`);
      return `- ${what}: ${list.join(" · ")}`;
    });
  const notes = figures.filter(({ note }) => note).map(({ what, note }) => `- ${what}: ${note}`);
  return [table, "\nRatios\n", ...ratios, "\nNotes\n", ...notes].join("\n");
}

function format(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A Markdown table with aligned columns, numbers to the right. */
export function align(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join("\n");
}
