import { describe, expect, test } from "vitest";
import { docComment, markdown } from "./doc-comment.js";

describe("docComment", () => {
  const cases: { name: string; given: Parameters<typeof docComment>; want: string }[] = [
    { name: "puts a short text on one line", given: [{ text: "Ends the call." }], want: "/** Ends the call. */\n" },
    { name: "writes nothing for no text", given: [{ text: "  " }], want: "" },
    {
      name: "separates tags from the text and indents",
      given: [{ text: "Volume.", tags: [{ name: "default", text: "1" }, { name: "deprecated" }] }, "  "],
      want: "  /**\n   * Volume.\n   *\n   * @default 1\n   * @deprecated\n   */\n",
    },
    {
      name: "keeps an example line by line",
      given: [{ text: "", tags: [{ name: "example", text: "if (x) {\n  y(); /* z */\n}", code: true }] }],
      want: "/**\n * @example\n * if (x) {\n *   y(); /* z *\\/\n * }\n */\n",
    },
  ];
  test.each(cases)("$name", ({ given, want }) => {
    expect(docComment(...given)).toBe(want);
  });

  test("breaks long lines between words and never inside code or a link", () => {
    const text = `${"word ".repeat(22)}\`a b c d e f\` and {@link ErrorCode.CallEnded} ${"more ".repeat(20)}`;
    const lines = docComment({ text }).split("\n");
    expect(lines.every((line) => line.length <= 121)).toBe(true);
    expect(lines.join(" ")).toMatch(/`a b c d e f`/);
    expect(lines.join(" ").replace(/ \* /g, "")).toMatch(/\{@link ErrorCode.CallEnded\}/);
  });

  test("does not end a line with a link, which would stick to the next word", () => {
    const comment = docComment({ text: `${"w".repeat(88)} {@link ErrorCode.CallEnded} (90018, call has ended)` });
    expect(comment).toMatch(/\{@link ErrorCode.CallEnded\} \(90018,/);
  });

  test("does not break a line so that a word becomes a list item, a heading or a tag", () => {
    for (const word of ["-1", "#1", "+1202", ">5", "1. x", "@x"]) {
      const comment = docComment({ text: `${"w".repeat(117)} ${word} end` });
      expect(comment, word).not.toMatch(/^ \* (?:[-#+>@]|\d+\.)/m);
    }
  });
});

describe("markdown", () => {
  const cases: [string, string, string][] = [
    ["cannot end the comment", "a */ b and `*/`", "a *\\/ b and `*\\/`"],
    ["cannot start a tag", "@deprecated no\nmail @ once, sip:a@b", "\\@deprecated no\nmail \\@ once, sip:a@b"],
    ["keeps tags inside code", "`npm i @telnyx-kit/voice`", "`npm i @telnyx-kit/voice`"],
    ["shows markup as text", '<b>Say</b> <break time="1s"/> here', '\\<b>Say\\</b> \\<break time="1s"/> here'],
    ["keeps markup inside code", "Say `<break/>` here", "Say `<break/>` here"],
    ["keeps links", "See <https://example.com/a>.", "See <https://example.com/a>."],
    ["closes no code span that was never opened", "a ` b", "a \\` b"],
    ["keeps a comparison", "x < 5 and y > 3", "x < 5 and y > 3"],
    ["squeezes empty lines", "a\n\n\n\nb  ", "a\n\nb"],
  ];
  test.each(cases)("%s", (_name, given, want) => {
    expect(markdown(given)).toBe(want);
  });
});
