/** A doc comment before it is laid out: Markdown paragraphs, then tags. */
export interface Doc {
  readonly text: string;
  readonly tags?: readonly DocTag[];
}

export interface DocTag {
  readonly name: string;
  readonly text?: string;
  /** Code is kept line by line, as `@example` wants it. */
  readonly code?: boolean;
}

const width = 118;
/** Code spans, fenced blocks and `{@link …}` are left alone; only the text around them is escaped. */
const verbatim = /(```[\s\S]*?```|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)|\{@link [^}\n]+\})/;
/** Words that would start a list, a heading, a quotation or a tag at the beginning of a line. */
const blockStart = /^(?:[-+*#>@|=~]|\d+[.)](?:\s|$))/;
/** TypeScript swallows the end of a line after a link, so that what follows would stick to it. */
const endsInLink = /\{@link [^}]*\}\s*$/;

/** Lays a doc comment out. Nothing in the text can end the comment, start a tag or become HTML. */
export function docComment(doc: Doc, indent = ""): string {
  const lines = docLines(doc, width - indent.length);
  if (lines.length === 0) return "";
  const [only = ""] = lines;
  if (lines.length === 1) return `${indent}/** ${only} */\n`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`, ""].join("\n");
}

/** The text of a doc comment, for a place that has its own frame. */
export const docText = (doc: Doc): string => docLines(doc, width).join("\n");

function docLines({ text, tags = [] }: Doc, limit: number): string[] {
  const blocks: string[][] = [];
  const prose = markdown(text);
  if (prose) blocks.push(prose.split("\n").flatMap((line) => wrap(line, limit)));
  const tagLines = tags.flatMap(({ name, text: body = "", code }) => {
    if (code) return [`@${name}`, ...sealComment(body.trim()).split("\n")];
    return markdown(body)
      ? `@${name} ${markdown(body)}`.split("\n").flatMap((line, index) => wrap(line, limit, index === 0))
      : [`@${name}`];
  });
  if (tagLines.length > 0) blocks.push(tagLines);
  return blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}

/** Text of a description as Markdown that reads the same in every editor. A tag, of HTML or SSML, stays as text. */
export function markdown(text: string): string {
  const parts = text.replaceAll("\r\n", "\n").split(verbatim);
  // split() with two capture groups yields: text, verbatim, backticks, text, …
  const safe = parts.map((part, index) => {
    if (index % 3 === 1) return part;
    return index % 3 === 2 ? "" : escapeText(part);
  });
  return sealComment(safe.join(""))
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const sealComment = (text: string): string => text.replaceAll("*/", "*\\/");

function escapeText(text: string): string {
  return text
    .replaceAll("`", "\\`")
    .replace(/(^|\s)@/g, "$1\\@")
    .replace(/<(?=[A-Za-z/!?])(?!https?:\/\/[^\s>]+>)/g, "\\<");
}

/** Breaks a line between words, never inside a code span or a link, and never so that a word becomes Markdown. */
function wrap(line: string, limit: number, isTag = false): string[] {
  if (line.length <= limit || /^(?:\s{4}|```|\|)/.test(line)) return [line];
  const hanging = isTag ? "" : (/^\s*(?:[-*+]|\d+[.)])\s+/.exec(line)?.[0].replace(/\S/g, " ") ?? "");
  const words = line.match(/(?:`[^`]*`|\{@link [^}]*\}|\[[^\]]*\]\([^)]*\)|\S)+|\s+(?=\S)/g) ?? [];
  const lines: string[] = [];
  let current = "";
  for (const word of words) {
    if (/^\s+$/.test(word)) {
      current += current ? " ".repeat(lines.length === 0 && !current.trim() ? word.length : 1) : word;
    } else if (
      current.trim() &&
      current.length + word.length > limit &&
      !blockStart.test(word) &&
      !endsInLink.test(current)
    ) {
      lines.push(current.trimEnd());
      current = hanging + word;
    } else {
      current += word;
    }
  }
  return [...lines, current.trimEnd()];
}
