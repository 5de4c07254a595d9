import { type ParseArgsConfig, parseArgs } from "node:util";
import { Problem, Usage } from "./problem.js";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<Given extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: true; options: Given }>
>;

/** A command's description of itself. */
export interface CommandLine<Given extends Options> {
  /** `pnpm generate [domain…] [--check]`: the line that `--help` prints, and that every complaint ends with. */
  readonly usage: string;
  readonly options?: Given;
  /** How many arguments there are beside the options, and what they are called. */
  readonly takes?: { readonly least: number; readonly most: number; readonly what: string };
}

/** Reads a command's arguments. `--help` prints the usage; an unknown option or a wrong number of arguments is a problem. */
export function readArguments<const Given extends Options = Record<never, never>>(
  { usage, options, takes = { least: 0, most: 0, what: "no argument" } }: CommandLine<Given>,
  args: string[] = process.argv.slice(2),
): Parsed<Given> {
  const [, command = ""] = usage.split(" ");
  if (args.includes("--help")) throw new Usage(`Usage: ${usage}`);
  let parsed: Parsed<Given>;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: options ?? ({} as Given) });
  } catch (error) {
    throw new Problem(command, (error as Error).message, `Usage: ${usage}`);
  }
  const { length } = parsed.positionals;
  if (length < takes.least || length > takes.most) throw new Problem(command, `give ${takes.what}`, `Usage: ${usage}`);
  return parsed;
}
