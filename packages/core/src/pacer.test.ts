import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failure, observe } from "./__tests__/observe.js";
import { resolveClock } from "./clock.js";
import { createPacer } from "./pacer.js";

const dialled = () => Response.json({ data: { call_control_id: "v3:x" } });
const never = new AbortController().signal;
const clock = resolveClock();

describe("createPacer", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("lets no more than 150 dials start within any 5 seconds", async () => {
    const pacer = createPacer();
    const starts: number[] = [];
    for (let index = 0; index < 500; index++)
      void pacer
        .acquire("POST /calls", new AbortController().signal, clock)
        ?.then(() => starts.push(performance.now()));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(starts).toHaveLength(500);
    const busiest = Math.max(...starts.map((at) => starts.filter((other) => other >= at && other < at + 5000).length));
    expect(busiest).toBe(150);
    expect(starts.at(-1)).toBeLessThan(15_100);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("keeps the order, and a place that is given up is taken by the next", async () => {
    const pacer = createPacer({ perSecond: 1, windowSeconds: 1 });
    const started: number[] = [];
    const controller = new AbortController();
    for (let index = 0; index < 5; index++)
      void pacer
        .acquire("POST /calls", index === 2 ? controller.signal : never, clock)
        ?.then(() => started.push(index));
    controller.abort();
    await vi.advanceTimersByTimeAsync(3100);
    expect(started).toEqual([0, 1, 3, 4]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no timer when the last one who waits gives up, and serves those who come later", async () => {
    const pacer = createPacer({ perSecond: 1, windowSeconds: 10 / 10 });
    const controller = new AbortController();
    await pacer.acquire("POST /calls", never, clock);
    void pacer.acquire("POST /calls", controller.signal, clock);
    controller.abort();
    expect(vi.getTimerCount()).toBe(0);
    const later = pacer.acquire("POST /calls", never, clock);
    await vi.advanceTimersByTimeAsync(1100);
    await expect(later).resolves.toBeUndefined();
  });

  it("does not hold back what it was not made for", () => {
    expect(createPacer().acquire("POST /calls/{call_control_id}/actions/answer", never, clock)).toBeUndefined();
    expect(createPacer({ operations: ["GET /x"] }).acquire("POST /calls", never, clock)).toBeUndefined();
  });

  it.each([
    { perSecond: 0 },
    { perSecond: -1 },
    { perSecond: Number.NaN },
    { windowSeconds: 0 },
    { windowSeconds: Number.POSITIVE_INFINITY },
    { perSecond: 0.1, windowSeconds: 5 },
  ])("refuses the rate %j", (options) => {
    expect(() => createPacer(options)).toThrow("perSecond × windowSeconds");
  });
});

describe("createPacer with a bound on the wait", () => {
  it("refuses one that no timer can hold", () => {
    expect(() => createPacer({ maxWaitMs: 0 })).toThrow("maxWaitMs must be a number from 1 to 2147483647. Found 0.");
  });

  it("takes its time from the client's clock", async () => {
    let time = 0;
    const sleeps: { at: number; wake: () => void }[] = [];
    const virtual = {
      now: () => time,
      monotonic: () => time,
      sleep: (ms: number) => new Promise<void>((wake) => void sleeps.push({ at: time + ms, wake })),
    };
    const { domain, requests } = observe(dialled, {
      clock: virtual,
      pacer: createPacer({ perSecond: 1, windowSeconds: 1 }),
    });
    const dials = Promise.all([domain.dial({ to: "x" }), domain.dial({ to: "x" })]);
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    time = 1_001;
    for (const { wake } of sleeps.filter(({ at }) => at <= time)) wake();
    await dials;
    expect(requests).toHaveLength(2);
  });
});

describe("a client with a pacer", () => {
  it("works a backlog off: the wait for a first attempt does not count against the deadline", async () => {
    vi.useFakeTimers();
    const elapsed: number[] = [];
    const { domain, requests } = observe(dialled, {
      pacer: createPacer({ perSecond: 1, windowSeconds: 1 }),
      deadlineMs: 50,
      hooks: { onRequest: ({ elapsedMs }) => void elapsed.push(elapsedMs) },
    });
    const dials = Promise.all(Array.from({ length: 20 }, () => domain.dial({ to: "x" })));
    await vi.advanceTimersByTimeAsync(20_000);
    await dials;
    expect(requests).toHaveLength(20);
    expect(Math.max(...elapsed)).toBe(0);
    vi.useRealTimers();
  });

  it("fails a dial whose turn does not come within the pacer's own bound, with its place in the queue, and did not send it", async () => {
    vi.useFakeTimers();
    const { domain, requests } = observe(dialled, {
      pacer: createPacer({ perSecond: 1, windowSeconds: 10, maxWaitMs: 3_000 }),
    });
    const dials = Promise.allSettled(Array.from({ length: 13 }, () => domain.dial({ to: "x" })));
    await vi.advanceTimersByTimeAsync(3_000);
    const refused = (await dials).flatMap((dial) => (dial.status === "rejected" ? [dial.reason] : []));
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({
      name: "TimeoutError",
      message:
        "POST /calls was not sent: its turn did not come within 3000 ms, it is number 1 of 3 in the pacer's queue. Dial less, or raise maxWaitMs.",
      mayHaveExecuted: false,
      commandId: expect.any(String),
      operation: "POST /calls",
    });
    expect(requests).toHaveLength(10);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it("counts the wait of a retry, and gives the failure before it where its turn does not come in time", async () => {
    vi.useFakeTimers();
    let turn = 0;
    const pacer = { acquire: () => (turn++ === 0 ? undefined : new Promise<void>(() => {})) };
    const { domain, requests } = observe(() => new Response(null, { status: 503 }), { pacer, deadlineMs: 1_000 });
    const error = failure(domain.dial({ to: "x" }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await error).toMatchObject({ name: "ServerError", status: 503, mayHaveExecuted: true });
    expect(requests).toHaveLength(1);
    vi.useRealTimers();
  });

  it("retries in its turn, and fails where the pacer does", async () => {
    const once = (_: Request, count: number) => (count === 1 ? new Response(null, { status: 503 }) : dialled());
    const paced = observe(once, { pacer: { acquire: async () => {} } });
    await paced.domain.dial({ to: "x" });
    expect(paced.requests).toHaveLength(2);
    for (const turns of [0, 1]) {
      let turn = 0;
      const cause = new Error("the pacer's store is down");
      const acquire = async () => {
        if (turn++ === turns) throw cause;
      };
      const { domain, requests } = observe(once, { pacer: { acquire } });
      expect(await failure(domain.dial({ to: "x" }))).toMatchObject({
        name: "ConfigurationError",
        message: "The pacer failed.",
        cause,
      });
      expect(requests).toHaveLength(turns);
    }
  });

  it("starts no retry after 45 s because the pacer held it back", async () => {
    let calls = 0;
    const base = performance.now.bind(performance);
    let shift = 0;
    vi.spyOn(performance, "now").mockImplementation(() => base() + shift);
    const pacer = {
      acquire: async () => {
        calls++;
        if (calls > 1) shift = 46_000;
      },
    };
    const paced = observe(() => new Response("", { status: 503 }), { deadlineMs: 120_000, pacer });
    expect(await failure(paced.domain.answer("id"))).toMatchObject({ name: "ServerError", mayHaveExecuted: true });
    expect(paced.requests).toHaveLength(1);
    vi.restoreAllMocks();
  });
});
