import type { AcceptedSurvivor } from "./accepted-survivors.js";
import { leastKilled } from "./targets.js";

/** The part of Stryker's report that is read here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Verdict {
  readonly mutants: number;
  readonly killed: number;
  /** The reasons why the target fails, one per line. */
  readonly wrong: readonly string[];
  readonly accepted: readonly AcceptedSurvivor[];
}

const killedBy = ["Killed", "Timeout", "CompileError", "RuntimeError"];

/** Counts the changes that tests noticed. A survivor without a reason is wrong, and so is a reason without a survivor. */
export function judgeMutants(
  report: Report,
  files: readonly string[],
  acceptedSurvivors: readonly AcceptedSurvivor[],
): Verdict {
  const found = Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants.filter(({ status }) => status !== "Ignored").map((mutant) => ({ file, source, mutant })),
  );
  const survivors = found.filter(({ mutant }) => !killedBy.includes(mutant.status));
  const changes = survivors.map(({ file, source, mutant }) => ({
    change: describe(file, source, mutant),
    line: mutant.location.start.line,
  }));
  const accepted = acceptedSurvivors.filter(({ change }) => changes.some((each) => each.change === change));
  const unexplained = changes.filter(({ change }) => !accepted.some((each) => each.change === change));
  const stale = acceptedSurvivors.filter(
    (each) => !accepted.includes(each) && files.some((file) => each.change.startsWith(`${file}: `)),
  );
  const killed = found.length - survivors.length;
  const wrong = unexplained.map(({ change, line }) => `survives, line ${line}: ${change}`);
  wrong.push(...stale.map(({ change }) => `no longer survives, remove it from accepted-survivors.ts: ${change}`));
  if (found.length === 0) wrong.push("nothing could be changed");
  else if (killed / found.length < leastKilled / 100)
    wrong.push(`less than ${leastKilled} % of the changes are noticed`);
  return { mutants: found.length, killed, wrong, accepted };
}

/** A change in words that outlive a shift of lines: file, the code around it, and what it became. */
function describe(
  file: string,
  source: string,
  { location: { start, end }, replacement, mutatorName }: Mutant,
): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const original = lines
    .map((text, index) => text.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join(" ");
  const short = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 80);
  const around = short(lines[0] ?? "");
  return `${file}: ${around} | ${short(original)} → ${short(replacement ?? mutatorName)}`;
}
