import { ConfigurationError } from "@telnyx-kit/core/errors";
import type { TelnyxEvent } from "./event.js";
import type { Ordering } from "./options.js";

/** Options of {@link orderByCallLeg}. */
export interface OrderingOptions {
  /**
   * How long an event waits for earlier ones that are still on their way, from its arrival. Less than `deadlineMs`.
   * 0 to 10,000. @default 250
   */
  waitMs?: number | undefined;
}

// As long as a claim lasts. A handler that hangs for longer no longer holds up what follows on its leg.
const longestHandlerMs = 60_000;

interface Waiting {
  /** Milliseconds and the digits behind them, so that text compares where milliseconds are equal. */
  readonly at: readonly [number, string];
  readonly readyAt: number;
  readonly start: () => Promise<void>;
}

function momentOf(occurredAt: string): readonly [number, string] {
  const fraction = /\.(\d+)/.exec(occurredAt)?.[1] ?? "";
  return [Date.parse(occurredAt) || 0, fraction.padEnd(9, "0")];
}

const byMoment = (a: Waiting, b: Waiting) => a.at[0] - b.at[0] || (a.at[1] < b.at[1] ? -1 : Number(a.at[1] > b.at[1]));

async function untilOver(work: Promise<void> | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, longestHandlerMs);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}

/**
 * Handles the events of one call leg one at a time and in the order in which they happened. Other legs are not held up.
 *
 * Each event waits `waitMs` for stragglers; `call.initiated`, which nothing precedes, does not wait. An event that comes
 * later than that is handled at once, out of order. The order holds within one process: behind a load balancer, send a
 * call's webhooks to one machine. A handler that runs for more than a minute no longer holds up the rest of its leg.
 *
 * @throws {ConfigurationError} when `waitMs` is out of bounds.
 * @example
 * const webhooks = createWebhooks({ publicKey, ordering: orderByCallLeg() });
 */
export function orderByCallLeg({ waitMs = 250 }: OrderingOptions = {}): Ordering {
  if (!(waitMs >= 0 && waitMs <= 10_000)) {
    throw new ConfigurationError(`waitMs must be a number from 0 to 10000. Found ${waitMs}.`);
  }
  const legs = new Map<string, Waiting[]>();

  const drain = async (leg: string, queue: Waiting[]) => {
    while (queue.length > 0) {
      // Where one has waited enough, all that happened before it go first.
      const rest = Math.min(...queue.map(({ readyAt }) => readyAt)) - Date.now();
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(rest, waitMs)));
      else await untilOver(queue.sort(byMoment).shift()?.start());
    }
    legs.delete(leg);
  };

  return (event: TelnyxEvent, run: () => Promise<void>) => {
    const payload: object & { call_leg_id?: unknown; call_control_id?: unknown } = event.payload;
    const leg = payload.call_leg_id ?? payload.call_control_id;
    if (typeof leg !== "string") return run();
    return new Promise<void>((resolve, reject) => {
      const queue = legs.get(leg);
      const waiting: Waiting = {
        at: momentOf(event.occurred_at),
        readyAt: Date.now() + (event.event_type === "call.initiated" ? 0 : waitMs),
        start: () => run().then(resolve, reject),
      };
      if (queue) {
        queue.push(waiting);
        return;
      }
      const created = [waiting];
      legs.set(leg, created);
      void drain(leg, created);
    });
  };
}
