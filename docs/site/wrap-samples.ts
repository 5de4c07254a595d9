import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/readers/pages.js";

/** A code block between the two columns of a laptop shows so many characters without scrolling. */
export const sampleColumns = 72;

/** TypeScript with lines that fit a page. */
export function wrapCode(source: string, columns = sampleColumns): string {
  return execFileSync(
    join(repositoryRoot, "node_modules/.bin/biome"),
    ["format", "--stdin-file-path=sample.ts", `--line-width=${columns}`],
    { cwd: repositoryRoot, input: source, encoding: "utf8", maxBuffer: 1e8 },
  );
}

/** Samples with lines that fit a page, all at once. */
export function wrapSamples(samples: readonly string[]): string[] {
  // A function each: a sample may return, and declares names that others declare too.
  const source = samples.map((sample, index) => `async function sample${index}() {\n${sample}\n}\n`).join("");
  const bodies = wrapCode(source, sampleColumns + 2)
    .split(/^async function sample\d+\(\) \{\n/m)
    .slice(1);
  return bodies.map((body) => body.replace(/\n\}\s*$/, "").replace(/^ {2}/gm, ""));
}
