/** A mistake in a file that a maintainer wrote or fetched: says where it is and what to do about it. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(place: string, what: string, remedy: string) {
    super(`${place}: ${what}\n  ${remedy}`);
  }
}

/** The end of a command that was asked for its usage. */
export class Usage extends Error {
  override readonly name = "Usage";
}

/** Several problems found in one pass, so that one run names them all. */
export function throwAll(problems: readonly Problem[]): void {
  if (problems.length === 1) throw problems[0];
  if (problems.length > 1) {
    const total = new Error(`${problems.length} problems:\n${problems.map((problem) => problem.message).join("\n")}`);
    total.name = "Problem";
    throw total;
  }
}

/** Runs a command's main function; a problem is printed without a stack, anything else with it. */
export async function runCommand(main: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof Usage) return console.log(error.message);
    console.error(error instanceof Error && error.name === "Problem" ? error.message : error);
    process.exitCode = 1;
  }
}
