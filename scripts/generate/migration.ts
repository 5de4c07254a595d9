import { officialMethods } from "./migration-names.js";
import { fillReadme } from "./readme.js";
import type { Reference } from "./skills-model.js";

export const migrationGuide = "docs/migration.md";

/** The guide with its table written anew: every operation, what it is called in the official SDK, and what else changes. */
export function renderMigration(text: string, { domains }: Reference): string {
  const rows = domains.flatMap(({ name, operations }) => {
    const lines = operations.map(({ model, call }) => {
      const official = officialMethods[`${name}.${model.name}`];
      return `| ${official ? `\`client.${official.name}\`` : "–"} | \`${call}\` | \`${model.method.toUpperCase()} ${model.path}\` | ${official?.note ?? ""} |`;
    });
    return operations.length > 0 ? [`| **${name}** | | | |`, ...lines] : [];
  });
  const table = ["| Official SDK | telnyx-kit | HTTP | What else changes |", "|---|---|---|---|", ...rows].join("\n");
  return fillReadme(migrationGuide, text, { methods: table }, ["methods"]);
}
