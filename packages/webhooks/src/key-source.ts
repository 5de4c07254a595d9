import { ConfigurationError } from "@telnyx-kit/core/errors";
import { createVerifier } from "./ed25519.js";
import { WebhookUnavailableError } from "./errors.js";
import { type FetchKeys, type ParsedKeys, parsePublicKeys } from "./public-key.js";

type Verifier = ReturnType<typeof createVerifier>;

/** Gives the verifiers of the current keys; with `refresh`, of keys that were fetched moments ago. */
export type KeySource = (refresh?: boolean) => readonly Verifier[] | Promise<readonly Verifier[]>;

// A signature that fits no key may mean that the key was replaced. Forged ones come at any rate, so the source is asked
// again at most this often.
const refreshPauseMs = 30_000;

const verifiersOf = (keys: ParsedKeys) => keys.map((key) => createVerifier(key));

/**
 * Keeps the verifiers of fixed keys, or of those that a function fetches. The function is asked at the first delivery,
 * and again when its answer is older than `cacheMs` or fits no signature. While it fails, its last answer serves once more
 * as long.
 */
export function createKeySource(keys: ParsedKeys | FetchKeys, cacheMs: number, now: () => number): KeySource {
  if (typeof keys !== "function") {
    const verifiers = verifiersOf(keys);
    return () => verifiers;
  }
  let cached: { readonly verifiers: Verifier[]; readonly at: number } | undefined;
  let loading: Promise<readonly Verifier[]> | undefined;
  const load = async () => {
    try {
      cached = { verifiers: verifiersOf(parsePublicKeys(await keys({ refresh: !!cached }))), at: now() };
    } catch (cause) {
      if (!cached || now() - cached.at > 2 * cacheMs) {
        const reason = ConfigurationError.isInstance(cause) ? cause.message : "See the cause.";
        throw new WebhookUnavailableError(`The publicKey function gave no usable key. ${reason}`, "keys", { cause });
      }
    }
    return cached.verifiers;
  };
  return (refresh) => {
    if (cached && now() - cached.at < (refresh ? refreshPauseMs : cacheMs)) return cached.verifiers;
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };
}
