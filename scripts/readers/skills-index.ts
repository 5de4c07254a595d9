import { byName } from "../generate/model/names.js";
import { marker } from "../generate/render/header.js";

/** A document that the index names. */
export interface Linked {
  readonly title: string;
  readonly file: string;
  readonly about: string;
}

/** `llms.txt`: where an agent finds what, by the convention of llmstxt.org. */
export function renderIndex(
  skills: readonly Linked[],
  references: readonly Linked[],
  packages: readonly Linked[],
  guides: readonly Linked[],
): string {
  const section = (title: string, links: readonly Linked[]): string =>
    links.length === 0
      ? ""
      : `\n## ${title}\n\n${[...links]
          .sort((a, b) => byName(a.file, b.file))
          .map((link) => `- [${link.title}](${link.file})${link.about ? `: ${link.about}` : ""}`)
          .join("\n")}\n`;
  return `# telnyx-kit

> Unofficial TypeScript packages for Telnyx Voice (API v2, "Call Control"): typed commands that a retry cannot execute twice, verified and deduplicated webhooks, and an emulator for tests without an account.

<!-- ${marker} by \`pnpm generate\`. Do not edit. -->

Install only the domains that you need; all share one client from \`@telnyx-kit/core\`. Start with the skill: rules, a whole application with its test, and which operation does what. Open a reference for parameters, events and error codes; a test compiles and runs every sample.
${section("Skill", skills)}${section("References", references)}${section("Packages", packages)}${section("Guides", guides)}`;
}

/** Title and first sentence of a Markdown document. */
export function headingOf(text: string): { title: string; about: string } {
  const title = /^# (.+)$/m.exec(text)?.[1] ?? "";
  const paragraph = /^# .+\n+((?!```|[#<|\n])[\s\S]*?)(?:\n\n|\n?(?![\s\S]))/m.exec(text)?.[1] ?? "";
  const sentence = /^[\s\S]*?[.!?](?=\s|$)/.exec(paragraph.replaceAll("\n", " "))?.[0] ?? "";
  return { title, about: sentence.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1") };
}
