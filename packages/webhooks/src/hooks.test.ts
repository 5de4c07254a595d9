import { AsyncLocalStorage } from "node:async_hooks";
import { describe, expect, it } from "vitest";
import { bodyOf, forged, key, receiver, requestOf, sleep } from "./__tests__/receiving.js";
import { createWebhooks, type DeliveryHooks, type DeliveryNotice } from "./index.js";
import { createEvent } from "./testing.js";

/** Hooks that write down their calls, and the delivery of each. */
function recorder() {
  const log: string[] = [];
  const notices: (DeliveryNotice & Record<string, unknown>)[] = [];
  const note = (name: string) => (notice: DeliveryNotice) => {
    log.push(name);
    notices.push({ ...notice });
  };
  const hooks: DeliveryHooks = {
    onReceived: note("received"),
    onRefused: note("refused"),
    onDuplicate: note("duplicate"),
    onHandle: note("handle"),
    onHandled: note("handled"),
    onFailed: note("failed"),
  };
  return { log, notices, hooks };
}

describe("the hooks of a delivery", () => {
  it("tell that it arrived and was handled, with times and the event", async () => {
    const { log, notices, hooks } = recorder();
    const { webhooks, deliver } = receiver({ hooks });
    webhooks.onAny(() => sleep(30));
    await deliver(bodyOf());
    expect(log).toEqual(["received", "handle", "handled"]);
    expect(new Set(notices.map(({ delivery }) => delivery)).size).toBe(1);
    expect(notices[2]).toMatchObject({ event: { event_type: "call.answered" } });
    expect(notices[2]?.handlingMs).toBeGreaterThanOrEqual(25);
    expect(notices[2]?.elapsedMs).toBeGreaterThanOrEqual(Number(notices[2]?.handlingMs));
  });

  it("tell a repeat from a handled event, each under a delivery of its own", async () => {
    const { log, notices, hooks } = recorder();
    const { deliver } = receiver({ hooks });
    const body = bodyOf();
    await deliver(body);
    await deliver(body);
    expect(log).toEqual(["received", "handle", "handled", "received", "duplicate"]);
    expect(notices[4]).toMatchObject({ status: 200, event: { event_type: "call.answered" } });
    expect(notices[3]?.delivery).not.toBe(notices[0]?.delivery);
  });

  it("tell a repeat of an event that is being handled", async () => {
    const { notices, hooks } = recorder();
    const { webhooks, deliver } = receiver({ hooks });
    webhooks.onAny(() => sleep(100));
    const body = bodyOf();
    const first = deliver(body);
    await sleep(30);
    await deliver(body);
    expect(notices.at(-1)).toMatchObject({ status: 503 });
    await first;
  });

  it("tell what was refused and why", async () => {
    const { log, notices, hooks } = recorder();
    const { webhooks } = receiver({ hooks });
    await webhooks.handle(await forged());
    const down = receiver({ hooks, publicKey: () => Promise.reject(new Error("down")) });
    await down.deliver(bodyOf());
    expect(log).toEqual(["received", "refused", "received", "refused"]);
    expect(notices[1]).toMatchObject({ status: 400, error: { failure: "signature-mismatch" } });
    expect(notices[3]).toMatchObject({ status: 503, error: { part: "keys" } });
  });

  it("tell what failed, also in the consumer of a queue", async () => {
    const { log, notices, hooks } = recorder();
    const { webhooks, deliver } = receiver({ hooks });
    const failure = new Error("no");
    webhooks.onAny(() => Promise.reject(failure));
    await deliver(bodyOf());
    await webhooks.dispatch(createEvent("call.answered")).catch(() => {});
    expect(log).toEqual(["received", "handle", "failed", "handle", "failed"]);
    expect(notices[2]).toMatchObject({ error: failure });
  });

  it("can start the handlers in a context of their own, and learn how they ended", async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const webhooks = createWebhooks({
      publicKey: key.publicKey,
      hooks: {
        onHandle: ({ event }, run) =>
          storage.run(event.id, async () => {
            await run();
            seen.push("done");
          }),
      },
    });
    webhooks.on("call.answered", async (event) => {
      await sleep(1);
      seen.push(storage.getStore() === event.id);
    });
    await webhooks.handle(await requestOf(bodyOf()));
    expect(seen).toEqual([true, "done"]);
  });

  it("may be several, and the first is the outermost", async () => {
    const log: string[] = [];
    const wrap = (name: string): DeliveryHooks => ({
      onHandle: async (_notice, run) => {
        log.push(name);
        await run();
        log.push(`${name} ends`);
      },
    });
    const { webhooks, deliver } = receiver({ hooks: [wrap("outer"), {}, wrap("inner")] });
    webhooks.onAny(() => log.push("handler"));
    await deliver(bodyOf());
    expect(log).toEqual(["outer", "inner", "handler", "inner ends", "outer ends"]);
  });

  it("change nothing when they throw, reject or call `run` twice", async () => {
    const fail = () => {
      throw new Error("metrics are down");
    };
    const hooks: DeliveryHooks = {
      onReceived: fail,
      onHandle: (_notice, run) => {
        void run();
        void run();
        fail();
      },
      onHandled: () => Promise.reject(new Error("later")),
      onRefused: fail,
    };
    const { webhooks, deliver, errors } = receiver({ hooks });
    let runs = 0;
    webhooks.onAny(() => void runs++);
    expect([await deliver(bodyOf()), (await webhooks.handle(await forged())).status]).toEqual([200, 400]);
    expect([runs, errors.length]).toEqual([1, 1]);
  });
});
