import { Problem } from "../cli/problem.js";
import { fillReadme } from "../generate/render/readme.js";

/** The source of the figures in the project's README. */
export const benchResults = "bench/results/results.json";

/** The part of the results that is read here. */
interface Results {
  /** When, on what machine, on what runtime, with which versions. */
  readonly environment: readonly string[];
  readonly figures: readonly { readonly id: string; readonly values: Readonly<Record<string, number>> }[];
}

const contenders = ["telnyx (official)", "telnyx-kit"] as const;

/** The lines of the table: what they say, and the figures that they show beside one another. */
const lines: readonly (readonly [what: string, ...figures: readonly (readonly [id: string, unit: string])[]])[] = [
  ["bundle of one handler (verify, answer, speak), gzipped, first load", ["bundle-first", " KiB"]],
  ["the same with every chunk that may load later", ["bundle-all", " KiB"]],
  [
    "installed on disk: core, voice, webhooks and what they bring",
    ["installed-blocks", " MB"],
    ["installed-files", " files"],
  ],
  ["import, over an empty process", ["import-time", " ms"]],
  ["CPU of a command, stubbed transport", ["request-cpu", " µs"]],
  ["webhooks verified and parsed in a second", ["unwrap-rate", ""]],
  [
    "`tsc` 5.9 of a one-call program, over an empty one",
    ["types-time-typescript-5.9-one-call.ts", " s"],
    ["types-memory-typescript-5.9-one-call.ts", " MB"],
  ],
];

/** The project's README with the figures of the last benchmark between its markers. */
export function renderComparison(readme: string, results: string): string {
  const { environment, figures } = JSON.parse(results) as Results;
  const figureOf = (id: string, contender: string): number => {
    const value = figures.find((figure) => figure.id === id)?.values[contender];
    if (value !== undefined) return value;
    throw new Problem(
      benchResults,
      `there is no figure ${id} of ${contender}`,
      "Run `pnpm bench` in full, or correct the list in scripts/readers/comparison.ts.",
    );
  };
  const rows = lines.map(([what, ...shown]) => {
    const cells = contenders.map((contender) =>
      shown.map(([id, unit]) => `${figureText(figureOf(id, contender))}${unit}`).join(", "),
    );
    return `| ${[what, ...cells].join(" | ")} |`;
  });
  const version = /telnyx \(official\) ([\d.]+)/.exec(environment.join("; "))?.[1] ?? "";
  const head = `| what | \`telnyx\` ${version}`.trimEnd();
  const when = environment
    .slice(0, 3)
    .join("; ")
    .replace(/linux \S+/, "Linux");
  const table = [`${head} | telnyx-kit |`, "|---|---|---|", ...rows, "", `Measured: ${when}.`].join("\n");
  return fillReadme("README.md", readme, { comparison: table }, ["comparison"]);
}

/** Three digits that count. */
function figureText(value: number): string {
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
