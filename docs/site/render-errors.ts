import type { ErrorCode } from "../../scripts/generate/model/error-table.js";
import type { DomainPages } from "../../scripts/readers/skills-model.js";
import { proseHtml } from "./fields.js";
import { html, operationLink, page, table } from "./page-parts.js";

const shownUsers = 5;

/** Codes that nearly every operation can answer with would fill the page with links. */
const knownFor = (users: readonly string[]): string =>
  users.length > shownUsers
    ? `::: details Known for ${users.length} operations\n\n${users.join(", ")}\n\n:::`
    : `Known for ${users.join(", ")}.`;

export const anchorOf = ({ code, name }: ErrorCode): string => `${code}-${name.toLowerCase()}`;

/** Every error code: a table to look one up, then what each means. */
export function errorsPage(errors: readonly ErrorCode[], domains: readonly DomainPages[]): string {
  const sections = errors.map((error) => {
    const users = domains.flatMap(({ name, operations }) =>
      operations
        .filter((operation) => operation.errors.some(({ code }) => code === error.code))
        .map((operation) => operationLink(operation, name)),
    );
    const source = /^https:/.test(error.source)
      ? `[Source](${error.source})`
      : error.source && `Source: ${error.source}.`;
    return [
      `## ${error.code} ${error.name}`,
      html(
        `<p><strong>${error.title}.</strong>${error.status.length > 0 ? ` HTTP ${error.status.join(", ")}.` : ""}</p>${proseHtml(error.meaning)}`,
      ),
      users.length > 0 && knownFor(users),
      source,
    ]
      .filter(Boolean)
      .join("\n\n");
  });
  return page("Errors", "Every error code that is known.", [
    "# Errors",
    "The codes of Telnyx that are known, as `error.code` of an `ApiError` and as constants of `ErrorCode`. [Errors](/guides/errors) shows how to handle them.",
    table(
      ["Code", "Constant", "HTTP", "Title"],
      errors.map((error) => [
        `[\`${error.code}\`](#${anchorOf(error)})`,
        `\`ErrorCode.${error.name}\``,
        error.status.join(", ") || "–",
        error.title,
      ]),
    ),
    ...sections,
  ]);
}
