import { describe, expect, it } from "vitest";
import { bodyOf, key, receiver, requestOf } from "./__tests__/receiving.js";
import { createWebhooks, type TelnyxEvent } from "./index.js";

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
