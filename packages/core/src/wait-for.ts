import { bounded } from "./bounded.js";
import type { Command } from "./command.js";
import { ConfigurationError, TelnyxError, TimeoutError } from "./errors.js";

/** What an attempt may have to wait for, as messages name it. */
export type Waited = "apiKey function" | "pacer";

/**
 * Waits, within the deadline, for what must be there before an attempt: a key, a place in the pacer's queue.
 *
 * @throws {TimeoutError} when it does not come in time. {@link AbortedError}. {@link ConfigurationError} when it fails.
 */
export async function waitFor<Value>(
  { name, options, elapsed }: Command,
  what: Waited,
  step: (abort: AbortSignal) => Value | Promise<Value>,
): Promise<Value> {
  const { deadlineMs, signal } = options;
  const limitMs = Math.max(1, deadlineMs - elapsed());
  const done = await bounded(limitMs, signal, name, async (abort) => ({ value: await step(abort) })).catch((cause) => {
    throw TelnyxError.isInstance(cause) ? cause : new ConfigurationError(`The ${what} failed.`, { cause });
  });
  if (done) return done.value;
  throw new TimeoutError(`${name} was not sent within ${deadlineMs} ms.`, { reason: "timeout" });
}
