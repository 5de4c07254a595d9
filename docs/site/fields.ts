import type { Row } from "../../scripts/readers/skills-model.js";

/** Text for HTML, where neither a tag nor Vue's braces may mean anything. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("{{", "&#123;&#123;")
    .replaceAll('"', "&quot;");

/** The Markdown of descriptions as HTML: paragraphs, code spans, emphasis. They have nothing else. */
export function proseHtml(text: string): string {
  const inline = (line: string): string =>
    line
      .split(/(`[^`]+`)/)
      .map((part) =>
        part.startsWith("`") && part.length > 1
          ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
          : escapeHtml(part).replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>"),
      )
      .join("");
  return text
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((paragraph) => `<p>${inline(paragraph.replaceAll("\n", " "))}</p>`)
    .join("");
}

const shownValues = 12;
const values = (list: readonly string[]): string => list.map((value) => `<code>${escapeHtml(value)}</code>`).join(" ");

/** Fields as a list of definitions: readable on a phone, where a table is not. The fields inside a field are folded away. */
export function fieldsHtml(rows: readonly Row[], side: "given" | "returned", prefix = ""): string {
  return `<div class="fields">${rows.map((row) => fieldHtml(row, side, prefix)).join("")}</div>`;
}

function fieldHtml(row: Row, side: "given" | "returned", prefix: string): string {
  const path = `${prefix}${row.name}`;
  const marks = [
    side === "given" && row.required ? '<span class="mark required">required</span>' : "",
    side === "returned" && !row.required ? '<span class="mark">may be absent</span>' : "",
    row.deprecated ? '<span class="mark deprecated">deprecated</span>' : "",
    row.default ? `<span class="mark">default <code>${escapeHtml(row.default)}</code></span>` : "",
    row.bounds ? `<span class="mark">${escapeHtml(row.bounds)}</span>` : "",
  ].join("");
  const list =
    row.values.length > shownValues
      ? `<details><summary>${row.values.length} values</summary><p class="values">${values(row.values)}</p></details>`
      : row.values.length > 0
        ? `<p class="values">${values(row.values)}</p>`
        : "";
  const inner =
    row.rows.length > 0
      ? `<details><summary>${countOf(row.rows.length)} of <code>${escapeHtml(row.name)}</code></summary>${fieldsHtml(row.rows, side, `${path}.`)}</details>`
      : "";
  const name = `<a class="name" href="#${path}"><code>${escapeHtml(row.name)}</code></a>`;
  return `<div class="field" id="${path}"><div class="head">${name}<span class="type">${escapeHtml(row.type)}</span>${marks}</div>${proseHtml(row.text)}${list}${inner}</div>`;
}

const countOf = (count: number): string => `${count} field${count === 1 ? "" : "s"}`;
