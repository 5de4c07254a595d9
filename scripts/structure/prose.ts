import ts from "typescript";

/** Replaces each character that is no prose, so that no pattern reaches across code. */
export const gap = "\u0000";
/** Replaces the last character of a comment's opening mark. */
export const comment = "\u0001";

/**
 * The prose of a file: comments and strings of a program, all of a document but its `code`, all of YAML. Everything else
 * is blanked, so offsets and lines stay. A comment over several lines reads as one paragraph.
 */
export function proseOf(file: string, content: string): string {
  if (/\.[cm]?[jt]s$/.test(file)) return proseOfProgram(content);
  if (file.endsWith(".md")) return proseOfDocument(content);
  return blankCode(content)
    .replace(/(?<=^[ \t]*#[^\n]*\n[ \t]*)#/gm, " ")
    .replace(/(?<=^|\s)#(?=\s)/g, comment);
}

const blank = (text: string): string => text.replace(/[^\n]/g, gap);
const blankCode = (text: string): string =>
  text.replace(/(`+)[^`]+\1/g, (code) => code.replace(/(?<=.)[^\n`](?=.)/gs, "x"));

function proseOfDocument(content: string): string {
  return content
    .split(/^( *```[^\n]*\n[\s\S]*?\n *```)$/m)
    .map((part, index) => {
      if (index % 2 === 0) return blankCode(part);
      const [, opening = "", code = ""] = /^( *```[^\n]*\n)([\s\S]*)$/.exec(part) ?? [];
      const isProgram = /```[cm]?[jt]s/.test(opening);
      return blank(opening) + (isProgram ? proseOfProgram(code.replace("```", "   ")) : code);
    })
    .join("");
}

const { SyntaxKind } = ts;
const strings = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
]);
/** Tokens after which a slash divides; after all others it begins a regular expression. */
const operands = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.ThisKeyword,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
]);

/** Reads tokens only, since a parser takes ten times as long. */
function proseOfProgram(content: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, content);
  const pieces: string[] = [];
  const templates: number[] = [];
  let depth = 0;
  let before = SyntaxKind.Unknown;
  let continues = false;
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if ((kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken) && !operands.has(before))
      kind = scanner.reScanSlashToken();
    if (kind === SyntaxKind.CloseBraceToken && templates.at(-1) === depth) kind = scanner.reScanTemplateToken(false);
    if (kind === SyntaxKind.OpenBraceToken) depth++;
    if (kind === SyntaxKind.CloseBraceToken) depth--;
    if (kind === SyntaxKind.TemplateHead) templates.push(depth);
    if (kind === SyntaxKind.TemplateTail) templates.pop();

    const token = scanner.getTokenText();
    if (/^\s*$/.test(token)) {
      pieces.push(token);
      continue;
    }
    if (strings.has(kind)) pieces.push(gap + token.slice(1, -1) + gap);
    else pieces.push(kind > SyntaxKind.LastTriviaToken ? blank(token) : proseOfComment(token, continues));
    continues = kind === SyntaxKind.SingleLineCommentTrivia;
    if (kind > SyntaxKind.LastTriviaToken) before = kind;
  }
  return pieces.join("");
}

const proseOfComment = (token: string, continues: boolean): string =>
  blankCode(token)
    .replace(/^(?:\/\*\*?|\/\/)/, (mark) => (continues ? " ".repeat(mark.length) : blank(mark).slice(1) + comment))
    .replace(/\*\/$/, blank)
    .replace(/(?<=\n[ \t]*)\*/g, " ");
