import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failure, observe } from "./__tests__/observe.js";
import { createPacer } from "./pacer.js";

const dialled = () => Response.json({ data: { call_control_id: "v3:x" } });
const never = new AbortController().signal;

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
      void pacer.acquire("POST /calls", new AbortController().signal)?.then(() => starts.push(performance.now()));
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
      void pacer.acquire("POST /calls", index === 2 ? controller.signal : never)?.then(() => started.push(index));
    controller.abort();
    await vi.advanceTimersByTimeAsync(3100);
    expect(started).toEqual([0, 1, 3, 4]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no timer when the last one who waits gives up, and serves those who come later", async () => {
    const pacer = createPacer({ perSecond: 1, windowSeconds: 10 / 10 });
    const controller = new AbortController();
    await pacer.acquire("POST /calls", never);
    void pacer.acquire("POST /calls", controller.signal);
    controller.abort();
    expect(vi.getTimerCount()).toBe(0);
    const later = pacer.acquire("POST /calls", never);
    await vi.advanceTimersByTimeAsync(1100);
    await expect(later).resolves.toBeUndefined();
  });

  it("does not hold back what it was not made for", () => {
    expect(createPacer().acquire("POST /calls/{call_control_id}/actions/answer", never)).toBeUndefined();
    expect(createPacer({ operations: ["GET /x"] }).acquire("POST /calls", never)).toBeUndefined();
  });

  it.each([
    { perSecond: 0 },
    { perSecond: -1 },
    { perSecond: Number.NaN },
    { windowSeconds: 0 },
    { windowSeconds: Number.POSITIVE_INFINITY },
    { perSecond: 0.1, windowSeconds: 5 },
  ])("refuses %j", (options) => {
    expect(() => createPacer(options)).toThrow("perSecond × windowSeconds");
  });
});

describe("a client with a pacer", () => {
  it("fails a dial that would wait longer than its deadline, without having sent it", async () => {
    const { domain, requests } = observe(dialled, {
      pacer: createPacer({ perSecond: 1, windowSeconds: 1 }),
      deadlineMs: 50,
    });
    await domain.dial({ to: "x" });
    const error = await failure(domain.dial({ to: "x" }));
    expect(error).toMatchObject({
      name: "TimeoutError",
      message: "POST /calls was not sent within 50 ms.",
      mayHaveExecuted: false,
      commandId: expect.any(String),
    });
    expect(requests).toHaveLength(1);
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
