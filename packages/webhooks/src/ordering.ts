import { type Clock, checkNumber, dedupeWindowMs, startTimer, withDeadline } from "@telnyx-kit/core/internal";
import type { TelnyxEvent } from "./event.js";
import type { Ordering } from "./options.js";

/** Options of {@link orderByCallLeg}. */
export interface OrderingOptions {
  /**
   * Milliseconds that an event waits for earlier ones, from its arrival. Less than `deadlineMs`. 0 to 10,000. @default 250
   */
  waitMs?: number | undefined;
}

/** A delivery that waits for its turn. */
interface Waiting {
  /** Milliseconds and the digits behind them, so that text compares where milliseconds are equal. */
  readonly at: readonly [number, string];
  readonly readyAt: number;
  /** Lets the delivery go on. */
  readonly start: () => void;
  /** Resolves when its handlers are done. */
  readonly over: Promise<void>;
}

function momentOf(occurredAt: string): readonly [number, string] {
  const fraction = /\.(\d+)/.exec(occurredAt)?.[1] ?? "";
  return [Date.parse(occurredAt) || 0, fraction.padEnd(9, "0")];
}

const byMoment = (a: Waiting, b: Waiting) => a.at[0] - b.at[0] || (a.at[1] < b.at[1] ? -1 : Number(a.at[1] > b.at[1]));

/**
 * Handles the events of one call leg one at a time, in the order in which they happened. Other legs do not wait.
 *
 * Each event waits `waitMs` for earlier ones; `call.initiated`, the first event, does not wait. An event that comes later than
 * that is handled at once, out of order. A handler that runs for more than a minute no longer delays the rest of its leg.
 *
 * The order holds within one process only. With several processes, let the load balancer send all webhooks of a call to the
 * same one, or put events into a queue that keeps the order per `call_leg_id` (`queue`, for example to SQS FIFO), or write
 * handlers that work in any order.
 *
 * @throws {ConfigurationError} when `waitMs` is out of bounds.
 * @example
 * const webhooks = createWebhooks({ publicKey, ordering: orderByCallLeg() });
 */
export function orderByCallLeg({ waitMs = 250 }: OrderingOptions = {}): Ordering {
  checkNumber("waitMs", waitMs, [0, 10_000]);
  const legs = new Map<string, Waiting[]>();

  const drain = async (leg: string, queue: Waiting[], clock: Clock) => {
    while (queue.length > 0) {
      // Where one has waited enough, all that happened before it go first.
      const rest = Math.min(...queue.map(({ readyAt }) => readyAt)) - clock.now();
      if (rest > 0) {
        await new Promise<void>((resolve) => startTimer(clock, Math.min(rest, waitMs), resolve));
        continue;
      }
      const next = queue.sort(byMoment).shift() as Waiting;
      next.start();
      await withDeadline(clock, dedupeWindowMs, () => next.over);
    }
    legs.delete(leg);
  };

  return async (event, run, clock) => {
    const leg = legOf(event);
    if (leg === undefined) return run();
    let start = () => {};
    let end = () => {};
    const turn = new Promise<void>((resolve) => (start = resolve));
    const over = new Promise<void>((resolve) => (end = resolve));
    const readyAt = clock.now() + (event.event_type === "call.initiated" ? 0 : waitMs);
    const waiting: Waiting = { at: momentOf(event.occurred_at), readyAt, start, over };
    const queue = legs.get(leg);
    if (queue) queue.push(waiting);
    else {
      const created = [waiting];
      legs.set(leg, created);
      void drain(leg, created, clock);
    }
    // Each delivery runs its own handlers when its turn comes, so they find its async context and not another's.
    await turn;
    await run().finally(end);
  };
}

function legOf(event: TelnyxEvent): string | undefined {
  const payload: object & { call_leg_id?: unknown; call_control_id?: unknown } = event.payload;
  const leg = payload.call_leg_id ?? payload.call_control_id;
  return typeof leg === "string" ? leg : undefined;
}
