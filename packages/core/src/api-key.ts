import { ConfigurationError } from "./errors.js";

/** An API key, or a function that gives it (from a secret store, for instance), asked once per command. */
export type ApiKey = string | (() => string | Promise<string>);

/** Reads an environment variable. `undefined` where the runtime has no environment, or does not let us read it. */
export function readEnvironment(name: string): string | undefined {
  try {
    return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name];
  } catch {
    // Deno without --allow-env.
    return undefined;
  }
}

const problems: readonly (readonly [test: (key: string) => boolean, problem: string])[] = [
  [(key) => key === "", "is missing or empty"],
  [(key) => /\s/.test(key), "holds white space or a line break"],
  [(key) => !/^[\x21-\x7e]{8,512}$/.test(key), "is not 8 to 512 printable ASCII characters"],
];

/**
 * Checks that a key can be sent. The message never shows any part of it.
 *
 * @throws {ConfigurationError} when it is missing, empty, holds white space or is too short.
 */
export function checkApiKey(given: unknown): string {
  const key = typeof given === "string" ? given : "";
  const [, problem] = problems.find(([test]) => test(key)) ?? [];
  if (problem === undefined) return key;
  throw new ConfigurationError(`The API key ${problem}. Set TELNYX_API_KEY, or pass { apiKey }.`);
}

/** Gives the key of a command: the option, else what `TELNYX_API_KEY` holds at this moment. */
export function resolveApiKey(option: ApiKey | undefined): string | Promise<string> {
  if (typeof option === "string") return option;
  return option ? askForKey(option) : checkApiKey(readEnvironment("TELNYX_API_KEY"));
}

async function askForKey(ask: () => string | Promise<string>): Promise<string> {
  return checkApiKey(await ask());
}
