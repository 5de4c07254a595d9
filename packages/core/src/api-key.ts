import { ConfigurationError } from "./errors.js";

/** An API key, or a function that gives it (from a secret store, for instance), asked once per command. */
export type ApiKey = string | (() => string | Promise<string>);

/** Reads an environment variable where the runtime has an environment. Workers have none. */
export function readEnvironment(name: string): string | undefined {
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name];
}

/**
 * Checks that a key can be sent. The message never shows any part of it.
 *
 * @throws {ConfigurationError} when it is missing, empty, holds white space or is too short.
 */
export function checkApiKey(key: unknown): string {
  if (typeof key === "string" && /^[\x21-\x7e]{8,512}$/.test(key)) return key;
  const problem =
    typeof key !== "string" || key === ""
      ? "is missing or empty"
      : /\s/.test(key)
        ? "holds white space or a line break"
        : "is not 8 to 512 printable ASCII characters";
  throw new ConfigurationError(`The API key ${problem}. Set TELNYX_API_KEY, or pass { apiKey }.`);
}

/** Gives the key of a command, from the option or, where there is none, from `TELNYX_API_KEY` at this moment. */
export function resolveApiKey(option: ApiKey | undefined): string | Promise<string> {
  if (typeof option === "string") return option;
  return option ? askForKey(option) : checkApiKey(readEnvironment("TELNYX_API_KEY"));
}

async function askForKey(ask: () => string | Promise<string>): Promise<string> {
  return checkApiKey(await ask());
}
