import { deriveCommandId } from "./derived-id.js";
import { EventRejectedError } from "./errors.js";
import type { TelnyxEvent } from "./event.js";
import type { EventContext, Registration } from "./router.js";

/** Runs every handler that fits an event, all at once, and rejects with what one threw, or with all of it. */
export async function dispatchEvent<Platform>(
  event: TelnyxEvent,
  registrations: readonly Registration<Platform>[],
  platform: Platform,
): Promise<void> {
  const context: EventContext<Platform> = {
    commandId: (label) => deriveCommandId(event.id, label),
    attempt: event.meta.attempt ?? 1,
    platform,
    reject: (reason) => {
      throw new EventRejectedError(reason);
    },
  };
  const fitting = registrations.filter(({ fits }) => fits(event));
  const results = await Promise.allSettled(fitting.map(async ({ run }) => run(event, context)));
  const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  // A handler that failed beside one that rejected may succeed the next time.
  if (errors.length > 0 && errors.every((error) => EventRejectedError.isInstance(error))) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} handlers of ${event.event_type} failed.`);
  if (errors.length > 0) throw errors[0];
}
