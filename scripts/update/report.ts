import { type Change, type Level, levelOf } from "./changes.js";

const levels: readonly Level[] = ["major", "minor", "patch"];
const shownPerPackage = 40;

const places: Readonly<Record<string, string>> = {
  response: " in the response of",
  path: " in the path of",
  query: " in the query of",
  header: " in the headers of",
};

/** `webhook_urls{}` → the values of `webhook_urls`; `codecs[]` → the items of `codecs`. */
const fieldText = (field: string): string => {
  const inside = /^(.+)(\[\]|\{\})$/.exec(field);
  return inside ? `the ${inside[2] === "[]" ? "items" : "values"} of \`${inside[1]}\`` : `\`${field}\``;
};

/** A change as a sentence for users of the package. */
export function sentenceOf(change: Change): string {
  const where = change.event ? `event \`${change.event}\`` : `\`${change.method ?? change.operation}\``;
  const field = change.pointer
    ? fieldText(change.pointer.replace(/^\/((body|path|query|header|response)\/)?/, "").replaceAll("/", "."))
    : "";
  const side = /^\/(path|query|header|response)\//.exec(change.pointer ?? "")?.[1] ?? "";
  const of = `${places[side] ?? " of"} ${where}`;
  const kind = change.kind.replace(
    /^(request|response|event)-(?=field|type|enum|one-of|format|default|bounds|deprecation|text)/,
    "",
  );
  const turned = `from ${change.from || "nothing"} to ${change.to || "nothing"}`;
  const sentences: Record<string, string> = {
    "operation-added": `New: ${where}${change.method ? `, \`${change.operation}\`` : ""}.`,
    "operation-removed": `Removed: ${where}. The API no longer has it.`,
    "operation-moved": `${where} moved from package ${change.from} to ${change.to}: import it from there.`,
    "operation-renamed": `\`${change.from}\` is now \`${change.to}\`.`,
    "operation-deprecation-changed":
      change.to === "true" ? `${where} is deprecated.` : `${where} is no longer deprecated.`,
    "operation-text-changed": `The description of ${where} was rewritten.`,
    "event-added": `New: ${where}.`,
    "event-removed": `Removed: ${where}. It arrives as an unknown event, if at all.`,
    "event-moved": `${where} moved from the events of ${change.from} to those of ${change.to}.`,
    "types-broken": `The types of ${where} changed: ${change.to}. Programs that use them may no longer compile.`,
    "types-rewritten": "The generated types were written anew from the API's specification.",
    "fields-newly-exclusive": `Of ${change.to}${of} only one may be given now.`,
    "fields-no-longer-exclusive": `${change.from}${of} may now be given together.`,
    "one-of-newly-required": `One of ${change.to}${of} must now be given.`,
    "one-of-widened": `One of ${change.to}${of} must be given, where ${change.from} were the choice before.`,
    "one-of-narrowed": `One of ${change.to}${of} must now be given; ${change.from} were the choice before.`,
    "one-of-no-longer-required": `None of ${change.from}${of} has to be given any more.`,
    "query-shape-changed": `${field}${of} is now written ${change.to === "deep" ? "as one object" : "as separate parameters"}; the request on the wire is the same.`,
    "path-parameters-renamed": `The path of ${where} names its parameters anew: \`${change.to}\`. Only calls through \`client\` notice.`,
    "success-status-added": `${where} may respond with ${change.to} now, ${change.from} before.`,
    "media-type-changed": `The body of ${where} is now sent as ${change.to} instead of ${change.from}.`,
    "query-style-changed": `${field}${of} is now written with ${change.to} instead of ${change.from}.`,
    "safety-fallen": `${where} is now ${change.to} instead of ${change.from}: it is retried in fewer cases.`,
    "safety-risen": `${where} is now ${change.to} instead of ${change.from}: a retry is safe in more cases.`,
    "input-changed": `${where} now takes ${change.to || "no input"} instead of ${change.from || "no input"}.`,
    "page-changed": `The pages of ${where} now go by ${change.to || "nothing: it gives one answer"} instead of ${change.from || "nothing"}.`,
    "upload-changed": `${where} now takes a file in ${change.to || "no field"} instead of ${change.from || "no field"}.`,
    "promise-changed": `${where} now promises ${change.to || "no fields"} in its answer instead of ${change.from || "none"}.`,
    "success-status-changed": `${where} responds with ${change.to} instead of ${change.from}.`,
    "field-added": `New: ${field}${of}${change.to ? ` (${change.to})` : ""}.`,
    "field-removed": `Removed: ${field}${of}.`,
    "field-newly-required": `${field}${of} ${side === "response" || change.event ? "is now always there" : "must now be given"}.`,
    "field-no-longer-required": `${field}${of} ${side === "response" || change.event ? "may now be missing" : "may now be left out"}.`,
    "type-changed": `${field}${of} changed its type ${turned}.`,
    "type-widened": `${field}${of} takes more than before: ${turned}.`,
    "type-narrowed": `${field}${of} takes less than before: ${turned}.`,
    "enum-values-added": `${field}${of} has new values: ${change.to}.`,
    "enum-values-removed": `${field}${of} lost values: ${change.from}.`,
    "format-changed": `${field}${of} changed its format ${turned}.`,
    "default-changed": `${field}${of} changed its default ${turned}.`,
    "bounds-changed": `${field}${of} changed its bounds ${turned}.`,
    "deprecation-changed": `${field}${of} is ${change.to === "true" ? "deprecated" : "no longer deprecated"}.`,
    "text-changed":
      change.event && !field
        ? `The description of ${where} was rewritten.`
        : `The description of ${field}${of} was rewritten.`,
  };
  const sentence = sentences[kind] ?? `${change.kind}: ${where} ${field}`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export const byPackage = (changes: readonly Change[]): Map<string, Change[]> => {
  const grouped = new Map<string, Change[]>();
  for (const change of changes) grouped.set(change.package, [...(grouped.get(change.package) ?? []), change]);
  return grouped;
};

/** The difference for a terminal: a count of each level by package, then its sentences. */
export function textReport(changes: readonly Change[]): string {
  if (changes.length === 0) return "No difference that a user would notice.";
  const lines: string[] = ["package       major  minor  patch"];
  const grouped = byPackage(changes);
  for (const [name, list] of grouped) {
    lines.push(
      name.padEnd(12) +
        levels.map((level) => String(list.filter((change) => change.level === level).length).padStart(7)).join(""),
    );
  }
  for (const [name, list] of grouped) {
    lines.push(
      "",
      `${name} (${levelOf(list)})`,
      ...list.slice(0, shownPerPackage).map((change) => `  ${change.level.padEnd(5)}  ${sentenceOf(change)}`),
    );
    if (list.length > shownPerPackage) lines.push(`  … and ${list.length - shownPerPackage} more; --json has all`);
  }
  return lines.join("\n");
}

/** The greatest length of a pull request's body. */
const longestBody = 60_000;

/** The difference as a Markdown table, for the body of a pull request; what there is no room for is counted. */
export function markdownReport(changes: readonly Change[]): string {
  if (changes.length === 0) return "No difference that a user would notice.\n";
  const weightiestFirst = levels.flatMap((level) => changes.filter((change) => change.level === level));
  const rows: string[] = [];
  let room = longestBody;
  for (const change of weightiestFirst) {
    const row = `| ${change.package} | ${change.level} | ${sentenceOf(change).replaceAll("|", "\\|")} |\n`;
    room -= row.length;
    if (room < 0) break;
    rows.push(row);
  }
  const left = changes.length - rows.length;
  return `| package | level | change |\n|---|---|---|\n${rows.join("")}${left > 0 ? `\n… and ${left} more, which \`pnpm spec:sync --json\` has.\n` : ""}`;
}
