import { AsyncLocalStorage } from "node:async_hooks";
import { resolveClock } from "@telnyx-kit/core/internal";
import { describe, expect, it, vi } from "vitest";
import { type EventType, orderByCallLeg, type TelnyxEvent } from "./index.js";

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const clock = resolveClock();
const eventOf = (leg: string, second: string, event_type: EventType = "call.answered") =>
  ({
    id: second,
    event_type,
    occurred_at: `2026-01-15T10:00:${second}Z`,
    payload: { call_leg_id: leg },
  }) as unknown as TelnyxEvent; // only what ordering reads

function recorder(ordering: ReturnType<typeof orderByCallLeg>) {
  const log: string[] = [];
  const running = new Map<string, number>();
  let overlaps = 0;
  const deliver = (event: TelnyxEvent, forMs = 5, fails = false) => {
    const leg = String((event.payload as { call_leg_id?: string }).call_leg_id);
    const run = async () => {
      running.set(leg, (running.get(leg) ?? 0) + 1);
      if ((running.get(leg) ?? 0) > 1) overlaps++;
      log.push(`${leg} ${event.id}`);
      await sleep(forMs);
      running.set(leg, (running.get(leg) ?? 0) - 1);
      if (fails) throw new Error("failed");
    };
    return ordering(event, run, clock);
  };
  return { log, deliver, overlaps: () => overlaps };
}

describe("orderByCallLeg", () => {
  it("handles the events of a leg one at a time, in the order in which they happened", async () => {
    const { log, deliver, overlaps } = recorder(orderByCallLeg({ waitMs: 60 }));
    const arrivals = ["03", "01.000002", "02.5", "01.000001", "02.500000001", "01"];
    await Promise.all(arrivals.map((second) => deliver(eventOf("a", second))));
    expect(log).toEqual(["01", "01.000001", "01.000002", "02.5", "02.500000001", "03"].map((second) => `a ${second}`));
    expect(overlaps()).toBe(0);
  });

  it("does not hold up other legs", async () => {
    const { log, deliver } = recorder(orderByCallLeg({ waitMs: 20 }));
    await Promise.all([deliver(eventOf("a", "01"), 100), deliver(eventOf("b", "02")), deliver(eventOf("a", "03"))]);
    // The first of each leg become due in the same millisecond, in either order.
    expect(log.slice(0, 2).sort()).toEqual(["a 01", "b 02"]);
    expect(log[2]).toBe("a 03");
  });

  it("waits no longer than waitMs for stragglers, and handles those that come later at once", {
    retry: 5,
  }, async () => {
    const { log, deliver } = recorder(orderByCallLeg({ waitMs: 50 }));
    const start = Date.now();
    await deliver(eventOf("a", "05"));
    const waited = Date.now() - start;
    expect(waited).toBeGreaterThanOrEqual(45);
    expect(waited).toBeLessThan(500);
    await deliver(eventOf("a", "01"));
    expect(log).toEqual(["a 05", "a 01"]);
  });

  it("does not let a stream of earlier events hold one back for longer than waitMs", { retry: 5 }, async () => {
    const { log, deliver } = recorder(orderByCallLeg({ waitMs: 60 }));
    const start = Date.now();
    const pending = [deliver(eventOf("a", "59"), 0)];
    const last = pending[0]?.then(() => Date.now() - start);
    for (let second = 50; second > 40; second--) {
      await sleep(10);
      pending.push(deliver(eventOf("a", String(second)), 0));
    }
    await Promise.all(pending);
    expect(await last).toBeLessThan(200);
    expect(log).toHaveLength(11);
  });

  it("handles call.initiated without a wait", { retry: 5 }, async () => {
    const { deliver } = recorder(orderByCallLeg({ waitMs: 2_000 }));
    const start = Date.now();
    await deliver(eventOf("a", "01", "call.initiated"));
    expect(Date.now() - start).toBeLessThan(500);
  });

  it("passes a failure on to its own delivery, and goes on with the next", async () => {
    const { log, deliver } = recorder(orderByCallLeg({ waitMs: 10 }));
    const [first, second] = await Promise.allSettled([
      deliver(eventOf("a", "01"), 5, true),
      deliver(eventOf("a", "02")),
    ]);
    expect([first?.status, second?.status, log.length]).toEqual(["rejected", "fulfilled", 2]);
  });

  it("handles events without a leg at once", async () => {
    const ordering = orderByCallLeg({ waitMs: 5_000 });
    const ran: string[] = [];
    await ordering({ payload: {} } as unknown as TelnyxEvent, async () => void ran.push("at once"), clock); // only what ordering reads
    expect(ran).toEqual(["at once"]);
  });

  it("refuses a wait that is no number in its bounds", () => {
    for (const waitMs of [-1, Number.NaN, 10_001]) expect(() => orderByCallLeg({ waitMs })).toThrow("waitMs must be");
  });

  it("goes on after the time in which a claim lasts where a handler never ends", async () => {
    vi.useFakeTimers();
    const ordering = orderByCallLeg({ waitMs: 0 });
    const handled: string[] = [];
    void ordering(eventOf("a", "01"), () => new Promise(() => {}), clock);
    await vi.advanceTimersByTimeAsync(10);
    void ordering(eventOf("a", "02"), async () => void handled.push("02"), clock);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(handled).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([handled, vi.getTimerCount()]).toEqual([["02"], 0]);
    vi.useRealTimers();
  });

  it("runs a handler in the async context of its own delivery", async () => {
    const storage = new AsyncLocalStorage<string>();
    const ordering = orderByCallLeg({ waitMs: 20 });
    const seen: string[] = [];
    const deliver = (second: string) =>
      storage.run(second, () =>
        ordering(
          eventOf("a", second),
          async () => {
            await sleep(1);
            seen.push(`${second} ${storage.getStore()}`);
          },
          clock,
        ),
      );
    await Promise.all(["03", "01", "02"].map(deliver));
    expect(seen).toEqual(["01 01", "02 02", "03 03"]);
  });

  it("waits on the clock that it is given", async () => {
    const waits: number[] = [];
    const virtual = resolveClock({ now: () => 0, sleep: async (ms) => void waits.push(ms) });
    let time = 0;
    const stepping = resolveClock({ ...virtual, now: () => (time += 6_000) });
    const ordering = orderByCallLeg({ waitMs: 10_000 });
    await ordering(eventOf("a", "01"), async () => {}, stepping);
    expect(waits[0]).toBe(4_000);
  });
});
