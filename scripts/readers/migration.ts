import type { OperationModel } from "../generate/model/operation-model.js";
import { fillReadme } from "../generate/render/readme.js";
import { anonymous } from "../openapi/domains.js";
import type { OfficialCall } from "./official.js";
import type { Reference } from "./skills-model.js";

export const migrationGuide = "docs/migration.md";

/** How the official SDK calls an operation; path parameters have other names there. */
export type FindOfficial = (operation: Pick<OperationModel, "method" | "path">) => OfficialCall | undefined;

export function officialFinder(calls: readonly OfficialCall[]): FindOfficial {
  const byIdentity = new Map(calls.map((call) => [call.identity, call]));
  return ({ method, path }) => byIdentity.get(`${method.toUpperCase()} ${anonymous(path)}`);
}

/** The guide with its table written anew: every operation, what it is called in the official SDK, and what else changes. */
export function renderMigration(text: string, { domains }: Reference, find: FindOfficial): string {
  const rows = domains.flatMap(({ name, operations }) => {
    const lines = operations.map(({ model, call }) => {
      const official = find(model);
      const before = official ? `\`client.${official.name}\`` : "–";
      const change = official ? changesOf(official, model).join("; ") : "";
      return `| ${before} | \`${call}\` | \`${model.method.toUpperCase()} ${model.path}\` | ${change} |`;
    });
    return operations.length > 0 ? [`| **${name}** | | | |`, ...lines] : [];
  });
  const table = ["| Official SDK | telnyx-kit | HTTP | What else changes |", "|---|---|---|---|", ...rows].join("\n");
  return fillReadme(migrationGuide, text, { methods: table }, ["methods"]);
}

/** The changes of a call besides the name of its method, in Markdown. */
function changesOf({ owners, rest, renamed, pages }: OfficialCall, { page }: OperationModel): string[] {
  const object = [...owners, ...(rest ? ["…"] : [])].join(", ");
  return [
    ...(owners.length > 0 ? [`\`(id, { ${object} })\` → both in the order of the path`] : []),
    ...renamed.map(([taken, sent]) => `\`${taken}\` → \`${sent}\``),
    ...pageChange(pages, page),
  ];
}

function pageChange(pages: boolean, page: OperationModel["page"]): string[] {
  if (!page) return pages ? ["all pages there, one answer here"] : [];
  if (!pages) return ["one page there, all pages here: `for await`"];
  return page === "number"
    ? ['page: `{ "page[size]": 50 }` → `{ page: { size: 50 } }`']
    : ["goes by cursor: `{ page: { after, limit } }`, which `next()` and `for await` set"];
}
