import { deriveCommandId } from "./command-id.js";
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
  };
  const fitting = registrations.filter(([type]) => !type || type === event.event_type);
  // A registration pairs a handler with its event, which the compiler cannot see.
  const results = await Promise.allSettled(fitting.map(async ([, handle]) => handle(event as never, context)));
  const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} handlers of ${event.event_type} failed.`);
  if (errors.length > 0) throw errors[0];
}
