import { ConfigurationError } from "@telnyx-kit/core/errors";
import { createVerifier, type Verifier } from "./ed25519.js";
import { parsePublicKey } from "./public-key.js";

type Keys = string | readonly string[];

/** The account's public key, up to eight of them while one replaces another, or a function that fetches them. */
export type PublicKeyOption = Keys | (() => Keys | Promise<Keys>);

/** Gives the verifiers of the current keys; with `refresh`, of keys that were fetched moments ago. */
export type KeySource = (refresh?: boolean) => Promise<readonly Verifier[]>;

/** Checks keys and makes their verifiers, which cache the imported key. */
export function parseKeys(keys: unknown): Verifier[] {
  const list = [keys].flat();
  if (list.length > 8) throw new ConfigurationError("publicKey takes up to 8 keys.");
  return (list.length > 0 ? list : [undefined]).map((key) => createVerifier(parsePublicKey(key)));
}

/** Reads the `publicKey` option. Keys are checked here and now, those of a function when it gives them. */
export function createKeySource(option: unknown, cacheMs: number, now: () => number): KeySource {
  if (typeof option !== "function") {
    const verifiers = parseKeys(option);
    return async () => verifiers;
  }
  let source: KeySource | undefined;
  return async (refresh) => {
    source ??= (await import("./fetched-keys.js")).createFetchedKeys(async () => parseKeys(await option()), cacheMs, now);
    return source(refresh);
  };
}
