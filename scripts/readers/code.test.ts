import { describe, expect, it } from "vitest";
import { compilePages } from "./compile.js";
import { continuePage } from "./continue.js";
import { type Block, blocksOf, isTypeScript, readPages } from "./pages.js";
import { runBlock } from "./run.js";
import { createWorld } from "./world.js";

const block = (code: string): Block => ({ file: "page.md", line: 1, info: ["ts"], code, heading: "" });

describe("the code in the documents", async () => {
  const pages = (await readPages()).map((page) => blocksOf(page).filter(isTypeScript));

  it("compiles, every block of every page", { timeout: 600_000 }, () => {
    expect(pages.flat().length).toBeGreaterThan(100);
    expect(compilePages(pages)).toEqual([]);
  });

  it("is marked ts where it is TypeScript", async () => {
    const others = (await readPages())
      .flatMap(blocksOf)
      .filter(({ info }) => ["typescript", "tsx", "js", "javascript", undefined].includes(info[0]));
    expect(
      others
        .filter(({ code }) => /\b(?:import|await|const)\b.*[;{]/.test(code))
        .map(({ file, line }) => `${file}:${line}`),
    ).toEqual([]);
  });
});

describe("a block that is marked `ts run`", async () => {
  const pages = (await readPages()).map((page) => continuePage(blocksOf(page).filter(isTypeScript)));
  const marked = pages.flat().filter(({ block }) => block.info.includes("run"));

  it.each(marked.map(({ block, text }) => [`${block.file}:${block.line}`, text] as const))(
    "%s runs against the emulator",
    async (_place, text) => {
      const world = await createWorld({ answered: true, before: [] });
      try {
        await runBlock(text, world);
      } finally {
        await world.emulator.stop();
      }
    },
  );
});

describe("a page of blocks", () => {
  it("continues its imports and declarations, and lets a block declare a name again", () => {
    const blocks = [
      block(
        'import { createVoice } from "@telnyx-kit/voice";\nexport const voice = createVoice();\nconst { data } = await voice.dial({ connection_id, from, to });',
      ),
      block("const { data } = await voice.retrieve(callControlId);\nif (!data) return;"),
      block("export const again = voice.answer(callControlId);\nexport default again;"),
    ];
    expect(compilePages([blocks])).toEqual([]);
  });

  it("fails for a wrong field, an unknown name and a wrong import, at the block's line", () => {
    const set = 'import { createVoice } from "@telnyx-kit/voice";\nconst voice = createVoice();\n';
    const wrong = [
      `${set}await voice.dial({ connection_id, from });`,
      `${set}await voice.answer(nowhere);`,
      'import { dial } from "@telnyx-kit/voice";',
    ];
    const found = compilePages(wrong.map((code, line) => [{ ...block(code), line }]));
    expect(found.map((message) => message.split(":", 2).join(":"))).toEqual(["page.md:0", "page.md:1", "page.md:2"]);
  });

  it("does not share names with other pages", () => {
    expect(compilePages([[block("const mine = 1;")], [block("console.log(mine);")]])).toHaveLength(1);
  });
});
