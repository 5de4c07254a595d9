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

  it.each([
    ["call.answerd", "call.answered"],
    ["call_initiated", "call.initiated"],
    ["Call.Hangup", "call.hangup"],
    ["call.streaming.started", "streaming.started"],
    ["call.conversation.create", "call.conversation.created"],
    ["", "call.cost"],
  ])("refuses a handler for %j, which no event is called, and names %s", (name, nearest) => {
    const { webhooks } = receiver();
    const register = () => webhooks.on(name as "call.answered", () => {});
    expect(register).toThrow(`The nearest is "${nearest}"`);
    expect(register).toThrow("`onUnknown(name, handler)`");
    expect(() => webhooks.on(["call.answered", name as "call.hangup"], () => {})).toThrow(nearest);
  });

  it("refuses a name that is no text, and a handler that is no function", () => {
    const { webhooks } = receiver();
    expect(() => webhooks.on(undefined as never, () => {})).toThrow("No event is called undefined");
    expect(() => webhooks.on("call.answered", undefined as never)).toThrow("A handler must be a function");
    expect(() => webhooks.onUnknown("call.parked", undefined as never)).toThrow("A handler must be a function");
    expect(() => webhooks.onError(undefined as never)).toThrow("onError takes a function");
  });

  it("handles an event by its name on the wire, with a type here or without", async () => {
    const { webhooks, deliver } = receiver();
    const ran: string[] = [];
    webhooks.onUnknown("call.parked", (event) => ran.push(`parked ${event.event_type} ${event.wire_event_type}`));
    webhooks.onUnknown(["call.answered", "call.held"], (event) =>
      ran.push(`${event.event_type} ${event.wire_event_type}`),
    );
    await deliver(bodyOf({ event_type: "call.parked" }));
    await deliver(bodyOf({ event_type: "call.answered" }));
    await deliver(bodyOf({ event_type: "call.hangup" }));
    expect(ran).toEqual(["parked unknown call.parked", "unknown call.answered"]);
  });

  it("takes a handler out again", async () => {
    const { webhooks, deliver } = receiver();
    const ran: string[] = [];
    const offs = [
      webhooks.on(["call.answered", "call.hangup"], () => ran.push("on")),
      webhooks.onAny(() => ran.push("any")),
      webhooks.onUnknown(() => ran.push("unknown")),
      webhooks.onUnknown("call.parked", () => ran.push("parked")),
      webhooks.onError(() => ran.push("error")),
    ];
    webhooks.on("call.answered", () => ran.push("stays"));
    for (const off of [...offs, ...offs]) off();
    for (const event_type of ["call.answered", "call.hangup", "call.parked"]) await deliver(bodyOf({ event_type }));
    await deliver("[]");
    expect(ran).toEqual(["stays"]);
  });
});
