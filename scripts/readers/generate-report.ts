import type { GenerateResult } from "./generate-files.js";

/** The report of `pnpm generate` about a run: one line per file, then the sum and the next command. */
export function reportLines(
  { findings, files }: Pick<GenerateResult, "findings" | "files">,
  packages: readonly string[],
  check: boolean,
): string[] {
  if (findings.length === 0) return [`${check ? "" : "Nothing to do: "}${files} generated files are up to date.`];
  if (!check) {
    const done = findings.map(({ kind, file }) => `${kind === "orphan" ? "removed" : "wrote"}  ${file}`);
    return [...done, `${files} generated files are up to date.`];
  }
  const isUnmarked = findings.some(({ kind }) => kind === "unmarked");
  return [
    ...findings.map(({ kind, file }) => `${kind.padEnd("unmarked".length)}  ${file}`),
    ...(isUnmarked ? ["An unmarked file was written by hand: move it out of its folder or delete it."] : []),
    `${findings.length} of the generated files are not up to date. To bring them up to date, run: ${["pnpm generate", ...packages].join(" ")}`,
  ];
}
