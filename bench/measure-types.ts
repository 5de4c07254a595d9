import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventTypes } from "@telnyx-kit/webhooks/testing";
import { type Contender, official, ours, plain, twilio, vonage } from "./contenders.js";
import type { Effort, Figure } from "./figure.js";
import { type Compiler, compilerNames, compilerPath, place } from "./place.js";
import { interleave, median, paired, type Rounds } from "./rounds.js";

/** Time and memory of one run of the compiler. */
export interface CompilerCost {
  readonly seconds: number;
  readonly megabytes: number;
}

/** No `@types` but those that a library brings; the libraries' own declarations are not checked, as in most projects. */
const compilerOptions = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  target: "es2022",
  module: "nodenext",
  types: [],
};

/** Checks one file, and throws where it has an error. */
export function check(compiler: Compiler, directory: string, file: string): CompilerCost {
  const project = join(directory, `tsconfig.${file}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [file] }));
  const started = performance.now();
  const { status, stdout } = spawnSync(
    process.execPath,
    [compilerPath(compiler), "-p", project, "--extendedDiagnostics"],
    {
      encoding: "utf8",
    },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${directory}/${file}: ${stdout}`);
  return { seconds, megabytes: Number(/Memory used:\s+(\d+)K/.exec(stdout)?.[1]) / 1000 };
}

/** A program that handles every event type, and would not compile if one were missing. */
function exhaustiveSwitch(): string {
  const cases = eventTypes.map((type) => `    case "${type}": return event.payload;`);
  return `import type { TelnyxEvent } from "@telnyx-kit/webhooks";
export function read(event: TelnyxEvent): object {
  switch (event.event_type) {
${cases.join("\n")}
    case "unknown": return event.payload;
    default: return event satisfies never;
  }
}
`;
}

/** Time and memory of the compiler for a program with one call, and for one with all events, over an empty program. */
export async function measureTypes(effort: Effort): Promise<Figure[]> {
  writeFileSync(join(place(ours), "events.ts"), exhaustiveSwitch());
  const figures: Figure[] = [];
  for (const compiler of compilerNames) {
    const measures = new Map([["empty", () => check(compiler, place(ours), "empty.ts")]]);
    const taking = [ours, official, vonage, twilio];
    for (const contender of taking) {
      for (const program of ["one-call.ts", "events.ts"]) {
        if (!existsSync(join(place(contender), program)) || contender === plain) continue;
        measures.set(key(contender, program), () => check(compiler, place(contender), program));
      }
    }
    const costs = await interleave(effort.of(2, 11), measures);
    for (const program of ["one-call.ts", "events.ts"]) {
      const names = taking.filter((contender) => costs.has(key(contender, program)));
      const what = `${compiler.replace("-", " ")}, ${program === "events.ts" ? "switch over all events" : "one call"}`;
      figures.push(
        figure(`types-time-${compiler}-${program}`, `${what}: time over an empty program`, "s", names, "seconds", 0.15),
        figure(`types-memory-${compiler}-${program}`, `${what}: memory`, "MB", names, "megabytes", 20),
      );
      function figure(
        id: string,
        what: string,
        unit: string,
        names: readonly Contender[],
        field: keyof CompilerCost,
        limit: number,
      ): Figure {
        const read: Rounds<number> = new Map([...costs].map(([name, list]) => [name, list.map((cost) => cost[field])]));
        const over = (contender: Contender) =>
          median(paired(read, key(contender, program), "empty", (one, none) => one - none));
        const ratio = (contender: Contender) =>
          median(paired(read, key(contender, program), "empty", (one, none) => one / none));
        return {
          id,
          what,
          unit,
          values: Object.fromEntries(names.map((contender) => [contender.name, over(contender)])),
          ratios: Object.fromEntries(names.map((contender) => [`${contender.name} / empty`, ratio(contender)])),
          ...(program === "one-call.ts" && { target: { text: `≤ ${limit} ${unit}`, met: over(ours) <= limit } }),
        };
      }
    }
  }
  return figures;
}

const key = (contender: Contender, program: string) => `${contender.name} ${program}`;
