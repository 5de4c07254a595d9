import { comment, gap, proseOf } from "./prose.js";

/** A way of writing that makes people read twice. */
export interface Habit {
  /** Its words; a space matches a line break too. */
  readonly words: RegExp;
  /** What to write instead. */
  readonly say: string;
}

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly words: string;
  readonly say: string;
}

/** The beginning of a sentence: of a comment, string, paragraph, list item or table cell, or after another sentence. */
const start = String.raw`(?<=${gap}\s*|^[-*>\s]*|[.:;!?|] |\n\n[-*>\s]*)`;
/** Some characters of one sentence in one paragraph or table cell. */
const clause = String.raw`(?:(?!\n\n)[^.?!|:;${gap}])`;
const noQuestion = "(?!(?:is|are|do|does|did|can|should|happens) )";
const predicate = String.raw`(?:is|are|was|has|have|gets|goes|comes|must|can|cannot|does)\b`;
const subject = "name the subject first";
const verb = "use the verb itself, with who does it as the subject";
const units =
  "entry|family|package|second|minute|run|command|event|call|leg|delivery|line|operation|domain|field|kind|day|hour|file";

export const habits: readonly Habit[] = [
  {
    words: new RegExp(String.raw`(?<=${comment}\s*)(?:What|Whoever|Whatever|Absent)\b(?=[^?${gap}]*(?:${gap}|$))`),
    say: `${subject}: "The status of …", not "What …"`,
  },
  {
    words: new RegExp(
      String.raw`${start}(?:What|Whoever|Whatever|Who) ${noQuestion}${clause}{2,80}? ${predicate} ${clause}+\.`,
      "m",
    ),
    say: `${subject}: "Commands without an id are retried …", not "What has no id is retried …"`,
  },
  {
    words: /\b(?:is|are|was|were|be|been) told\b(?! to\b)/,
    say: `${verb}: "the event reports …", "you are notified of …"`,
  },
  { words: /\b(?:tells? of|told by)\b/, say: `${verb}: "reports", "describes", "arrives as a webhook"` },
  {
    words: /\b(?:stands?|stood) (?:in(?! for\b)|at|beside|behind|above|below|under)\b/,
    say: '"is in", "is listed in", "precedes", "follows"',
  },
  { words: /\bbelongs? into\b/, say: '"belongs in"' },
  { words: /\b(?:comes?|became|came) of\b/, say: 'name the outcome: "the outcome of", "what happened to"' },
  {
    words: /\bof (?:yours|ours)\b/,
    say: '"your", "our"',
  },
  { words: /\bwhoever\b/i, say: 'name the person or program: "the party that", "the caller who"' },
  { words: /\babsent (?:where|when)\b/i, say: '"`undefined` if", "left out if"' },
  {
    words: /\b(?:that|which) (?:is|are) none\b|\b(?:where|if) there (?:is|are) none\b/,
    say: "name the thing that is missing",
  },
  {
    words: new RegExp(String.raw`\b(?:one|two|three|line|row|test|file|page) an? (?:${units})\b`),
    say: '"per": "one line per entry"',
  },
  {
    words: /\bis content\b(?! with)|\bstands? against\b/,
    say: 'name the effect: "is delivered, no retry", "protects you"',
  },
];

/** The habits in a file, from its first line to its last. */
export function findHabits(file: string, content: string, known: readonly Habit[] = habits): Finding[] {
  const prose = proseOf(file, content);
  return known
    .flatMap(({ words, say }) =>
      [...prose.matchAll(acrossLines(words))].map((match) => ({
        file,
        line: prose.slice(0, match.index).split("\n").length,
        words: match[0].replace(/\s+/g, " "),
        say,
      })),
    )
    .sort((one, other) => one.line - other.line);
}

const acrossLines = ({ source, flags }: RegExp): RegExp =>
  new RegExp(source.replace(/(?<!\[[^\]]*) (?![*?+])/g, String.raw`[^\S\n]*\s[^\S\n]*`), `g${flags}`);
