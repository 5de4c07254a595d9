import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createWebhooks, type DedupeStore, type TelnyxEvent, type WebhooksOptions } from "./index.js";
import { createSigningKey } from "./testing.js";

const key = await createSigningKey({ seed: new Uint8Array(32).fill(5) });
let sequence = 0;
const bodyOf = (changes: object = {}, meta: object = {}) => {
  const payload = {
    call_control_id: "v3:a",
    call_leg_id: "leg",
    call_session_id: "s",
    connection_id: "1",
    client_state: null,
  };
  const id = `event-${sequence++}`;
  return JSON.stringify({
    data: {
      record_type: "event",
      id,
      event_type: "call.answered",
      occurred_at: "2026-01-15T10:00:00Z",
      payload,
      ...changes,
    },
    meta,
  });
};
const requestOf = async (body: string, init: RequestInit = {}) =>
  new Request("https://example.com/webhooks", {
    method: "POST",
    body,
    headers: await key.sign(body, Math.floor(Date.now() / 1000)),
    ...init,
  });
const forged = async (body = bodyOf()) =>
  new Request("https://example.com", {
    method: "POST",
    body: `${body} `,
    headers: await key.sign(body, Math.floor(Date.now() / 1000)),
  });
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function receiver(options: Partial<WebhooksOptions> = {}) {
  const webhooks = createWebhooks({ publicKey: key.publicKey, ...options });
  const errors: unknown[] = [];
  webhooks.onError((error) => errors.push(error));
  const deliver = async (body: string) => (await webhooks.handle(await requestOf(body))).status;
  return { webhooks, errors, deliver };
}

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
  "a repeat of a handled event": async () => {
    const { deliver } = receiver();
    const body = bodyOf();
    await deliver(body);
    return [await deliver(body), await deliver(body)];
  },
  "a repeat of an event that is being handled": async () => {
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

describe("the table of answers in the README", () => {
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

  it("answers every refusal with the same bytes and the same headers", async () => {
    const { webhooks } = receiver({ maxBodyBytes: 5_000 });
    const large = "a".repeat(6_000);
    const requests = [
      await forged(),
      await forged("[]"),
      new Request("https://example.com", { method: "POST", body: "x" }),
      new Request("https://example.com"),
      new Request("https://example.com", { method: "DELETE" }),
      await requestOf("{}"),
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

  it("answers 200 when the handler succeeded and only the record failed, and reports it", async () => {
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
    const { webhooks, deliver } = receiver();
    let runs = 0;
    webhooks.onAny(async () => {
      runs++;
      await sleep(20);
    });
    const body = bodyOf();
    const statuses = await Promise.all(Array.from({ length: 100 }, () => deliver(body)));
    expect(runs).toBe(1);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 503)).toHaveLength(99);
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
});

describe("the router", () => {
  it("runs what fits: by type, by several types, any and unknown", async () => {
    const { webhooks, deliver } = receiver();
    const ran: string[] = [];
    webhooks.on("call.answered", (event) => ran.push(`answered ${event.payload.call_control_id}`));
    webhooks.on(["call.answered", "call.hangup"], (event) => ran.push(`two ${event.event_type}`));
    webhooks.on("call.bridged", () => ran.push("bridged"));
    webhooks.onAny((event) => ran.push(`any ${event.event_type}`));
    webhooks.onUnknown((event) => ran.push(`unknown ${event.wire_event_type}`));
    await deliver(bodyOf());
    expect(ran).toEqual(["answered v3:a", "two call.answered", "any call.answered"]);
    ran.length = 0;
    await deliver(bodyOf({ event_type: "call.parked" }));
    expect(ran).toEqual(["any unknown", "unknown call.parked"]);
  });

  it("starts all handlers of an event, and fails with all that they threw", async () => {
    const { webhooks, deliver, errors } = receiver();
    let ran = 0;
    webhooks.onAny(() => Promise.reject(new Error("one")));
    webhooks.onAny(() => Promise.reject(new Error("two")));
    webhooks.onAny(() => void ran++);
    expect([await deliver(bodyOf()), ran]).toEqual([500, 1]);
    expect(errors).toEqual([expect.objectContaining({ errors: [expect.anything(), expect.anything()] })]);
  });

  it("gives handlers the attempt, the platform's context and a command id that a redelivery repeats", async () => {
    const webhooks = createWebhooks<{ region: string }>({ publicKey: key.publicKey, dedupe: false });
    const seen: unknown[] = [];
    webhooks.on("call.answered", (_event, context) => {
      seen.push([context.attempt, context.platform.region, context.commandId("dial"), context.commandId("speak")]);
    });
    const id = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0";
    for (const attempt of [1, 3]) {
      await webhooks.handle(await requestOf(bodyOf({ id }, { attempt })), { context: { region: "eu" } });
    }
    const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const [first, second] = seen as string[][];
    expect(first).toEqual([1, "eu", uuid, uuid]);
    expect(second).toEqual([3, ...(first as string[]).slice(1)]);
    expect(first?.[2]).not.toBe(first?.[3]);
  });

  it("runs a verified event for the consumer of a queue, and rejects with what a handler threw", async () => {
    const queued: TelnyxEvent[] = [];
    const webhooks = createWebhooks({ publicKey: key.publicKey, queue: (event) => queued.push(event) });
    const ran: string[] = [];
    webhooks.on("call.answered", (event) => ran.push(event.id));
    const body = bodyOf();
    expect((await webhooks.handle(await requestOf(body))).status).toBe(200);
    expect(ran).toEqual([]);
    const [event] = queued;
    if (!event) throw new Error("nothing was queued");
    await webhooks.dispatch(JSON.parse(JSON.stringify(event)));
    expect(ran).toEqual([event.id]);
    webhooks.onAny(() => Promise.reject(new Error("consumer")));
    await expect(webhooks.dispatch(event)).rejects.toThrow("consumer");
  });
});
