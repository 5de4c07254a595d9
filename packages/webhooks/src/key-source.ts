import { ConfigurationError } from "@telnyx-kit/core/errors";
import { type Clock, expired, withDeadline } from "@telnyx-kit/core/internal";
import { createVerifier } from "./ed25519.js";
import { WebhookUnavailableError } from "./errors.js";
import { type FetchKeys, type ParsedKeys, parsePublicKeys } from "./public-key.js";

type Verifier = ReturnType<typeof createVerifier>;

/** Gives the verifiers of the current keys; with `refresh`, of keys that were fetched moments ago. */
export type KeySource = (refresh?: boolean) => readonly Verifier[] | Promise<readonly Verifier[]>;

// A signature that fits no key may mean that the key was replaced. Forged ones come at any rate, and a source that fails
// needs no more of them, so it is asked again at most this often.
const refreshPauseMs = 30_000;

// A question without an answer for so long is lost, as on Workers with the request that asked it.
const patienceMs = 10_000;

// How long a delivery waits for a new answer while the last one would do.
const staleMs = 1_000;

const verifiersOf = (keys: ParsedKeys) => keys.map((key) => createVerifier(key));

/**
 * Keeps the verifiers of fixed keys, or of those that a function fetches. The function is called at the first delivery,
 * and again when its keys are older than `cacheMs` or fit no signature. While it fails or hangs, its last keys serve for
 * another `cacheMs`.
 */
export function createKeySource(keys: ParsedKeys | FetchKeys, cacheMs: number, clock: Clock): KeySource {
  if (typeof keys !== "function") {
    const verifiers = verifiersOf(keys);
    return () => verifiers;
  }
  let cached: { readonly verifiers: Verifier[]; readonly at: number } | undefined;
  let loading: Promise<void> | undefined;
  let failure: WebhookUnavailableError | undefined;
  let asked = 0;
  const serves = () => cached && clock.now() - cached.at <= 2 * cacheMs;
  const unavailable = (reason: string, cause?: unknown) =>
    new WebhookUnavailableError(`The publicKey function gave no usable key. ${reason}`, "keys", { cause });
  const load = async () => {
    try {
      cached = { verifiers: verifiersOf(parsePublicKeys(await keys({ refresh: !!cached }))), at: clock.now() };
      failure = undefined;
    } catch (cause) {
      failure = unavailable(ConfigurationError.isInstance(cause) ? cause.message : "See the cause.", cause);
    }
  };
  const last = (refresh: boolean | undefined) => {
    // A signature that fits none of the last keys may fit one that cannot be had now: that is no forgery yet.
    if (failure && (refresh || !serves())) throw failure;
    return cached?.verifiers ?? [];
  };
  const wait = async (answer: Promise<unknown>, refresh: boolean | undefined) => {
    const limitMs = serves() ? staleMs : patienceMs;
    if ((await withDeadline(clock, limitMs, () => answer)) === expired)
      failure = unavailable(`It did not answer within ${limitMs} ms.`);
    return last(refresh);
  };
  return (refresh) => {
    const waited = clock.now() - asked;
    if (loading && waited > patienceMs) loading = undefined;
    const isFresh = cached && !refresh && clock.now() - cached.at < cacheMs;
    const pauses = !loading && serves() && waited < (refresh ? refreshPauseMs : Math.min(refreshPauseMs, cacheMs));
    if (isFresh || pauses) return last(refresh);
    if (!loading) {
      asked = clock.now();
      const answer = load().finally(() => {
        if (loading === answer) loading = undefined;
      });
      loading = answer;
    }
    return wait(loading, refresh);
  };
}
