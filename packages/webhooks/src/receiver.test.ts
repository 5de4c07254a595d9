import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { bodyOf, forged, key, receiver, requestOf, sleep } from "./__tests__/receiving.js";
import { createWebhooks, type DedupeStore, EventRejectedError, type Ordering } from "./index.js";
import { createEvent } from "./testing.js";

const failingStore = (part: "claim" | "commit" | "release"): DedupeStore => {
  const fail = () => {
    throw new Error("store down");
  };
  if (part === "claim") return { claim: fail };
  return {
    claim: () => ({ commit: part === "commit" ? fail : () => {}, release: part === "release" ? fail : () => {} }),
  };
};

/** Each row of the README's table of answers, by its first cell. */
const cases: Record<string, () => Promise<number[]>> = {
  "handled, or no handler is registered for it": async () => {
    const { webhooks, deliver } = receiver();
    const without = await deliver(bodyOf());
    webhooks.on("call.answered", () => {});
    return [without, await deliver(bodyOf()), await deliver(bodyOf({ event_type: "call.parked" }))];
  },
  "forged, stale or malformed": async () => {
    const { webhooks, deliver } = receiver({ maxBodyBytes: 2_000 });
    const statusOf = async (request: Request) => (await webhooks.handle(request)).status;
    const stale = bodyOf();
    return [
      await statusOf(await forged()),
      await statusOf(
        new Request("https://example.com", {
          method: "POST",
          body: stale,
          headers: await key.sign(stale, 1_700_000_000),
        }),
      ),
      await statusOf(new Request("https://example.com", { method: "POST", body: bodyOf() })),
      await statusOf(new Request("https://example.com?data=1")),
      await deliver("[]"),
      await deliver("CallSid=1&x=2"),
      await deliver(`"${"a".repeat(2_000)}"`),
    ];
  },
  "key source or store unavailable": async () => {
    const keys = receiver({ publicKey: () => Promise.reject(new Error("down")) });
    const store = receiver({ dedupe: { store: failingStore("claim") } });
    return [await keys.deliver(bodyOf()), await store.deliver(bodyOf())];
  },
  "a duplicate of a handled event": async () => {
    const { deliver } = receiver();
    const body = bodyOf();
    await deliver(body);
    return [await deliver(body), await deliver(body)];
  },
  "a duplicate of an event that is being handled": async () => {
    const { webhooks, deliver } = receiver();
    let finish = () => {};
    webhooks.onAny(() => new Promise<void>((resolve) => (finish = resolve)));
    const body = bodyOf();
    const first = deliver(body);
    await sleep(50);
    const second = await deliver(body);
    finish();
    expect(await first).toBe(200);
    return [second];
  },
  "rejected by a handler for good: `context.reject()`": async () => {
    const { webhooks, deliver, errors } = receiver();
    let runs = 0;
    webhooks.onAny((_event, context) => {
      runs++;
      context.reject("no such tenant");
    });
    const body = bodyOf();
    const statuses = [await deliver(body), await deliver(body)];
    expect(runs).toBe(1);
    expect(errors).toEqual([expect.objectContaining({ name: "EventRejectedError", message: "no such tenant" })]);
    return statuses;
  },
  "a handler failed": async () => {
    const { webhooks, deliver } = receiver();
    webhooks.onAny(() => Promise.reject(new Error("no")));
    const throwing = receiver();
    throwing.webhooks.on("call.answered", () => {
      throw new Error("no");
    });
    const queue = receiver({ queue: () => Promise.reject(new Error("full")) });
    return [await deliver(bodyOf()), await throwing.deliver(bodyOf()), await queue.deliver(bodyOf())];
  },
  "the deadline passed": async () => {
    const { webhooks, deliver } = receiver({ deadlineMs: 50 });
    webhooks.onAny(() => sleep(150));
    const body = bodyOf();
    const statuses = [await deliver(body), await deliver(body)];
    await sleep(200);
    expect(await deliver(body)).toBe(200);
    return statuses;
  },
  '`acknowledge: "early"`, verified and claimed': async () => {
    const { webhooks, deliver } = receiver({ acknowledge: "early" });
    webhooks.onAny(() => Promise.reject(new Error("too late")));
    return [await deliver(bodyOf())];
  },
  "`queue` took it": async () => {
    const { deliver } = receiver({ queue: async () => {} });
    return [await deliver(bodyOf())];
  },
};

describe("the table of replies in the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const table = /<!-- answers -->([\s\S]*?)<!-- \/answers -->/.exec(readme)?.[1] ?? "";
  const rows = table
    .trim()
    .split("\n")
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim()));

  it("has a row for every case and no other", () => {
    expect(rows.map((cells) => cells[1])).toEqual(Object.keys(cases));
  });

  it.each(rows.map((cells) => [cells[1] as string, Number(cells[2])] as const))("%s: %i", async (name, status) => {
    const statuses = await (cases[name] ?? (async () => []))();
    expect(statuses.length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([status]));
  });
});

describe("handle", () => {
  afterEach(() => vi.restoreAllMocks());

  it("replies to every refusal with the same bytes and the same headers", async () => {
    const { webhooks } = receiver({ maxBodyBytes: 5_000 });
    const large = "a".repeat(6_000);
    const requests = [
      await forged(),
      await forged("[]"),
      new Request("https://example.com", { method: "POST", body: "x" }),
      new Request("https://example.com"),
      new Request("https://example.com", { method: "DELETE" }),
      await requestOf("[]"),
      await requestOf(large),
      new Request("https://example.com", {
        method: "POST",
        body: "x",
        headers: { "telnyx-timestamp": "1", "telnyx-signature-ed25519": "a" },
      }),
    ];
    const answers = await Promise.all(
      requests.map(async (request) => {
        const response = await webhooks.handle(request);
        return JSON.stringify([response.status, response.statusText, [...response.headers], await response.text()]);
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("400");
  });

  it("prints an error where nobody takes it, and only there", async () => {
    const print = vi.spyOn(console, "error").mockImplementation(() => {});
    const webhooks = createWebhooks({ publicKey: key.publicKey });
    await webhooks.handle(await forged());
    expect(print).toHaveBeenCalledTimes(1);
    webhooks.onError(() => {});
    await webhooks.handle(await forged());
    expect(print).toHaveBeenCalledTimes(1);
  });

  it("gives onError the refusal without, the failure of a handler with its event", async () => {
    const webhooks = createWebhooks({ publicKey: key.publicKey });
    const taken: [unknown, string | undefined][] = [];
    webhooks.onError((error, event) => taken.push([error, event?.event_type]));
    const failure = new Error("handler");
    webhooks.on("call.answered", () => Promise.reject(failure));
    await webhooks.handle(await forged());
    await webhooks.handle(await requestOf(bodyOf()));
    expect(taken).toEqual([
      [expect.objectContaining({ failure: "signature-mismatch" }), undefined],
      [failure, "call.answered"],
    ]);
  });

  it("answers although onError throws", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const webhooks = createWebhooks({ publicKey: key.publicKey });
    webhooks.onError(() => {
      throw new Error("logger down");
    });
    expect((await webhooks.handle(await forged())).status).toBe(400);
  });

  it("hands the work to waitUntil, also past the deadline", async () => {
    const webhooks = createWebhooks({ publicKey: key.publicKey, deadlineMs: 50 });
    let ended = false;
    webhooks.onAny(async () => {
      await sleep(150);
      ended = true;
    });
    const kept: Promise<unknown>[] = [];
    const response = await webhooks.handle(await requestOf(bodyOf()), { waitUntil: (promise) => kept.push(promise) });
    expect([response.status, ended, kept.length]).toEqual([503, false, 1]);
    await Promise.all(kept);
    expect(ended).toBe(true);
  });

  it("lets the redelivery be handled after a handler failed", async () => {
    const { webhooks, deliver } = receiver();
    let runs = 0;
    webhooks.onAny(() => {
      if (++runs === 1) throw new Error("first");
    });
    const body = bodyOf();
    expect([await deliver(body), await deliver(body), await deliver(body), runs]).toEqual([500, 200, 200, 2]);
  });

  it("replies 200 when the handler succeeded and only the record failed, and reports it", async () => {
    const { deliver, errors } = receiver({ dedupe: { store: failingStore("commit") } });
    expect(await deliver(bodyOf())).toBe(200);
    expect(errors).toEqual([expect.objectContaining({ part: "store" })]);
  });

  it("handles every delivery with dedupe: false", async () => {
    const { webhooks, deliver } = receiver({ dedupe: false });
    let runs = 0;
    webhooks.onAny(() => void runs++);
    const body = bodyOf();
    expect([await deliver(body), await deliver(body), runs]).toEqual([200, 200, 2]);
  });

  it("handles one of 100 deliveries of an event that arrive at once", async () => {
    const { webhooks, deliver } = receiver({ deadlineMs: 60_000 });
    let runs = 0;
    let othersAnswered = () => {};
    const others = new Promise<void>((resolve) => (othersAnswered = resolve));
    webhooks.onAny(() => {
      runs++;
      return others;
    });
    const body = bodyOf();
    const statuses: number[] = [];
    const one = async () => {
      statuses.push(await deliver(body));
      if (statuses.length === 99) othersAnswered();
    };
    await Promise.all(Array.from({ length: 100 }, one));
    expect(runs).toBe(1);
    expect(statuses).toEqual([...Array(99).fill(503), 200]);
  });

  it("leaves nothing in the store for a forged id", async () => {
    const claimed: string[] = [];
    const claim = (id: string) => {
      claimed.push(id);
      return "done" as const;
    };
    const { webhooks } = receiver({ dedupe: { store: { claim } } });
    await webhooks.handle(await forged());
    expect(claimed).toEqual([]);
  });

  it("forgets the oldest event when the store in memory is full", async () => {
    const { webhooks, deliver } = receiver({ dedupe: { maxEntries: 2 } });
    let runs = 0;
    webhooks.onAny(() => void runs++);
    const bodies = [bodyOf(), bodyOf(), bodyOf()] as const;
    for (const body of bodies) await deliver(body);
    await deliver(bodies[2]);
    expect(runs).toBe(3);
    await deliver(bodies[0]);
    expect(runs).toBe(4);
  });

  it("replies 503 and reports it if something throws that nobody foresaw", async () => {
    const { webhooks, errors } = receiver();
    const broken = new Error("broken");
    const throwing = (name: string) =>
      new Proxy(new Request("https://example.com", { method: "POST", body: "{}" }), {
        get(target, property) {
          if (property === name) throw broken;
          const value = Reflect.get(target, property);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    const statuses: number[] = [];
    for (const name of ["method", "headers"]) statuses.push((await webhooks.handle(throwing(name))).status);
    const platform = {
      get context(): never {
        throw broken;
      },
    };
    statuses.push((await webhooks.handle(await requestOf(bodyOf()), platform)).status);
    expect([statuses, errors]).toEqual([
      [503, 503, 503],
      [broken, broken, broken],
    ]);
  });

  it("releases the claim where an ordering throws", async () => {
    let fails = true;
    const ordering: Ordering = (_event, run) => {
      if (fails) throw new Error("ordering");
      return run();
    };
    const { deliver } = receiver({ ordering });
    const body = bodyOf();
    const first = await deliver(body);
    fails = false;
    expect([first, await deliver(body)]).toEqual([500, 200]);
  });

  it("delivers again where one handler rejects and another fails", async () => {
    const { webhooks, deliver } = receiver();
    webhooks.onAny((_event, context) => context.reject(new Error("no such tenant")));
    webhooks.onAny(() => Promise.reject(new Error("the database is down")));
    expect(await deliver(bodyOf())).toBe(500);
  });

  it("gives the consumer of a queue the rejection, with the error that the handler gave", async () => {
    const { webhooks } = receiver();
    const cause = new Error("no such tenant");
    webhooks.onAny((_event, context) => context.reject(cause));
    const error = await webhooks.dispatch(createEvent("call.answered")).catch((thrown) => thrown);
    expect([EventRejectedError.isInstance(error), error.cause]).toEqual([true, cause]);
  });

  it("takes its time from the clock that it is given, also the deadline", async () => {
    const waits: number[] = [];
    const { webhooks, deliver } = receiver({
      deadlineMs: 60_000,
      clock: { sleep: async (ms) => void waits.push(ms) },
    });
    webhooks.onAny(() => sleep(20));
    expect([await deliver(bodyOf()), waits]).toEqual([503, [60_000]]);
  });

  it("counts fake timers that were installed after it was made", async () => {
    const { webhooks, deliver } = receiver({ toleranceSeconds: 60 });
    const body = bodyOf();
    const old = await requestOf(body);
    vi.useFakeTimers({ now: Date.now() + 120_000 });
    try {
      expect([(await webhooks.handle(old)).status, await deliver(body)]).toEqual([400, 200]);
      await vi.advanceTimersByTimeAsync(86_401_000);
      let runs = 0;
      webhooks.onAny(() => void runs++);
      await deliver(body);
      expect(runs).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
