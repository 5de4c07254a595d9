import { access } from "node:fs/promises";
import { join } from "node:path";
import { marker } from "../generate/render/header.js";
import type { Effective } from "../openapi/effective.js";
import { type Coverage, coverageOf } from "./coverage-rows.js";
import { callOf } from "./skills-model.js";
import { readSourceDocuments } from "./source-documents.js";

export const coverageFile = "docs/coverage.md";

/** The test that shows a row: its method's request and answer, or its event delivered and verified. */
export const testOf = ({ package: owner, method }: Coverage): string => {
  if (method === undefined) return "packages/webhooks/src/create-event.test.ts";
  return `packages/${owner}/src/${owner === "webhooks" ? "api" : owner}.test.ts`;
};

/** The page that says where each row of the source documents went; undefined in a tree without that page. */
export async function renderCoverage(root: string, effective: Effective): Promise<string | undefined> {
  const isThere = await access(join(root, coverageFile)).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const documents = await readSourceDocuments(root);
  const rows = coverageOf(effective, documents);
  const sections = Object.entries(documents.titles).map(([number, title]) => {
    const own = rows.filter(({ document }) => document === number);
    return `## ${number} ${title}\n\n| row | package | method or event | fields | test |\n|---|---|---|---|---|\n${own.map(renderRow).join("\n")}\n`;
  });
  const fields = rows.reduce((sum, row) => sum + row.fields, 0);
  return `# Coverage

<!-- ${marker} by \`pnpm generate\` from spec/source-documents.json. Do not edit. -->

The packages began with five documents about Telnyx Voice. These tables show where each operation and each event of those documents went: ${rows.length} rows
with ${fields} fields. \`pnpm unit scripts/readers/coverage.test.ts\` compares every field, type and value, and looks for the method or event in the test.

${sections.join("\n")}`;
}

function renderRow(row: Coverage): string {
  const { package: owner = "–", method, fields } = row;
  const target = method === undefined ? `\`webhooks.on("${row.row}")\`` : `\`${callOf(owner, method)}\``;
  const test = testOf(row);
  return `| \`${row.row}\` | [${owner}](../packages/${owner}) | ${target} | ${fields} | [${test.split("/").at(-1)}](../${test}) |`;
}
