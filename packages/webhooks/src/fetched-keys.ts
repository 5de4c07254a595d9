import { ConfigurationError } from "@telnyx-kit/core/errors";
import type { Verifier } from "./ed25519.js";
import { WebhookUnavailableError } from "./errors.js";
import type { KeySource } from "./key-source.js";

// A signature that fits no key may mean that the key was replaced. Forged ones come at any rate, so the source is asked
// again at most this often.
const refreshPauseMs = 30_000;

/**
 * Caches the keys that a function fetches. It is asked at the first delivery, and again when its answer is older than
 * `cacheMs` or fits no signature. While it fails, its last answer serves once more as long.
 */
export function createFetchedKeys(fetch: () => Promise<Verifier[]>, cacheMs: number, now: () => number): KeySource {
  let cached: { readonly verifiers: Verifier[]; readonly at: number } | undefined;
  let loading: Promise<readonly Verifier[]> | undefined;
  const load = async () => {
    try {
      cached = { verifiers: await fetch(), at: now() };
    } catch (cause) {
      if (!cached || now() - cached.at > 2 * cacheMs) {
        const reason = ConfigurationError.isInstance(cause) ? cause.message : "See the cause.";
        throw new WebhookUnavailableError(`The publicKey function gave no usable key. ${reason}`, "keys", { cause });
      }
    } finally {
      loading = undefined;
    }
    return cached.verifiers;
  };
  return async (refresh) => {
    if (cached && now() - cached.at < (refresh ? refreshPauseMs : cacheMs)) return cached.verifiers;
    loading ??= load();
    return loading;
  };
}
