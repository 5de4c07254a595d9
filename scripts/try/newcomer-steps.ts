import { Problem } from "../cli/problem.js";
import { blocksOf } from "../readers/pages.js";

/** A newcomer's step: types a command, or saves a file. */
export type Step = { readonly command: string } | { readonly file: string; readonly code: string };

export interface Path {
  /** From nothing to a call of one's own, with packages that were packed here. */
  readonly steps: readonly Step[];
  /** The replacement for getting and packing them once they are published. */
  readonly published: readonly string[];
}

/** The headings whose blocks a newcomer follows, in this order: until a release the packages come from a clone. */
const chapters = ["From a clone", "Quick start"];

/** Without these there is no call, so a README that lacks one is wrong. */
const needed: readonly (readonly [what: string, command: RegExp])[] = [
  ["to clone the repository", /^git clone /],
  ["to run the demo", /pnpm@[\d.]+ demo$/],
  ["to pack the packages", / pack /],
  ["to install the tarballs", /^npm install .*\.tgz$/],
  ["to run the file", /^node \S+\.mjs$/],
];

/** Reads the path out of the blocks of the README, chapter by chapter. `pnpm test` is left out: CI runs it anyway. */
export function readPath(readme: string): Path {
  const steps: Step[] = [];
  const published: string[] = [];
  let code: string | undefined;
  const blocks = blocksOf({ file: "README.md", text: readme });
  for (const { info, code: text } of chapters.flatMap((chapter) =>
    blocks.filter(({ heading }) => heading === chapter),
  )) {
    if (info[0] === "ts" && info.includes("run")) code = text;
    if (info[0] !== "sh") continue;
    for (const line of text.split("\n")) {
      const command = line.replace(/\s+#.*$/, "").trim();
      if (command === "" || / test$/.test(command)) continue;
      if (/^npm install .*@telnyx-kit\//.test(command)) {
        published.push(command);
        continue;
      }
      const file = /^node (\S+\.mjs)$/.exec(command)?.[1];
      if (file) steps.push({ file, code: code ?? missing("a block `ts run` to save", `before \`${command}\``) });
      steps.push({ command });
    }
  }
  for (const [what, pattern] of needed)
    if (!steps.some((step) => "command" in step && pattern.test(step.command))) missing(what);
  if (published.length === 0) missing("to install by name");
  return { steps, published };
}

function missing(what: string, where = `in ${chapters.join(" or ")}`): never {
  throw new Problem(
    "README.md",
    `there is no step ${what} ${where}`,
    "A newcomer follows the blocks `sh` and `ts run` below these two headings: add it there.",
  );
}
