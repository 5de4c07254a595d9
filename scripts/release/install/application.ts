import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** One line of the table. */
export interface Result {
  readonly what: string;
  /** The output of a failure; empty for a success. */
  readonly failure: string;
}

/** Runs a command; gives its output, with the exit code. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 1e8, timeout: 300_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, output: `${stdout}${stderr}` }),
    );
  });
}

export const must = async (command: string, args: readonly string[], cwd: string): Promise<string> => {
  const { code, output } = await run(command, args, cwd);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}\n${output}`);
  return output;
};

/** A new application that gets our packages from the local registry and everything else from the usual one. */
export async function createApplication(scratch: string, name: string, registry: string): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", private: true }));
  await writeFile(join(folder, ".npmrc"), `@telnyx-kit:registry=${registry}\naudit=false\nfund=false\n`);
  return folder;
}
