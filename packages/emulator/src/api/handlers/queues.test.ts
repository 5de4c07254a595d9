import { describe, expect, test } from "vitest";
import { testEmulator } from "../../__tests__/test-call.js";
import type { Party } from "../../calls/party.js";

async function queueing() {
  const calls = await testEmulator();
  const { api, act, answeredCall } = calls;
  return {
    ...calls,
    queue: async (name = "support") => (await api("GET", `/queues/${name}`)).body.data,
    waiting: async (name = "support") =>
      (await api("GET", `/queues/${name}/calls`)).body.data as unknown as Record<string, unknown>[],
    async enqueued(body: object = {}) {
      const call = await answeredCall();
      await act(call, "enqueue", { queue_name: "support", ...body });
      return call;
    },
    callPath: (call: Party) => `/queues/support/calls/${encodeURIComponent(call.callControlId)}`,
  };
}

describe("queues", () => {
  test("come into being with their first call, or beforehand with a size of their own", async () => {
    const { api, enqueued, queue } = await queueing();
    await enqueued();
    expect(await queue()).toMatchObject({ name: "support", current_size: 1, max_size: 100 });
    const created = await api("POST", "/queues", { queue_name: "vip", max_size: 1 });
    expect(created.body.data).toMatchObject({ max_size: 1, current_size: 0 });
    expect((await api("POST", "/queues", { queue_name: "vip" })).body.errors?.[0]?.code).toBe("10012");
    expect((await api("POST", "/queues", { queue_name: "other" })).body.data).toMatchObject({ max_size: 300 });
    expect((await api("GET", "/queues?page[number]=2&page[size]=2")).body.meta).toMatchObject({
      total_pages: 2,
      total_results: 3,
    });
  });

  test("change their size, and refuse calls beyond it", async () => {
    const { api, act, answeredCall, enqueued, queue } = await queueing();
    await enqueued();
    await api("POST", "/queues/support", { max_size: 1 });
    expect(await queue()).toMatchObject({ max_size: 1 });
    expect((await act(await answeredCall(), "enqueue", { queue_name: "support" })).body.errors?.[0]?.code).toBe(
      "90036",
    );
  });

  test("are deleted while nobody waits, and vanish when they were empty for a while", async () => {
    const { api, act, enqueued, emulator } = await queueing();
    const call = await enqueued();
    expect((await api("DELETE", "/queues/support")).body.errors?.[0]?.code).toBe("90050");
    await act(call, "leave_queue");
    expect((await api("DELETE", "/queues/support")).status).toBe(204);
    expect((await api("GET", "/queues/support")).status).toBe(404);
    await api("POST", "/queues", { queue_name: "idle" });
    await emulator.advance(299_000);
    expect((await api("GET", "/queues/idle")).status).toBe(200);
    expect((await api("GET", "/queues/idle/calls")).body.data).toEqual([]);
    await emulator.advance(2_000);
    expect((await api("GET", "/queues/idle")).status).toBe(404);
    expect((await api("GET", "/queues/idle/calls")).status).toBe(404);
  });

  test("show who waits, where and for how long", async () => {
    const { enqueued, emulator, waiting, act, queue, api, callPath } = await queueing();
    const [first] = [await enqueued(), await enqueued()];
    await emulator.advance(30_000);
    const third = await enqueued();
    expect((await waiting()).map(({ queue_position, wait_time_secs }) => [queue_position, wait_time_secs])).toEqual([
      [1, 30],
      [2, 30],
      [3, 0],
    ]);
    expect(await queue()).toMatchObject({ average_wait_time_secs: 20 });
    await act(first, "leave_queue");
    expect((await api("GET", callPath(third))).body.data).toMatchObject({ queue_position: 2, is_alive: true });
    expect((await api("GET", callPath(first))).status).toBe(404);
  });
});

describe("a call that keeps its place", () => {
  test("stays in the queue after its hangup, and is taken out by a bridge that fails", async () => {
    const { enqueued, waiting, act, dialled, types, api, callPath } = await queueing();
    const call = await enqueued({ keep_after_hangup: true });
    await call.hangup();
    expect(types()).not.toContain("call.dequeued");
    expect(await waiting()).toMatchObject([{ is_alive: false, from: "+12025550101" }]);
    const { body } = await act(await dialled(), "bridge", { queue: "support" });
    expect(body.errors?.[0]).toMatchObject({ code: "90018", detail: expect.stringContaining("+12025550101") });
    expect((await api("GET", callPath(call))).status).toBe(404);
  });

  test("is told to, or told not to, while it waits, and can be removed", async () => {
    const { enqueued, waiting, api, callPath } = await queueing();
    const [stays, goes] = [await enqueued(), await enqueued({ keep_after_hangup: true })];
    expect((await api("PATCH", callPath(stays), { keep_after_hangup: true })).status).toBe(204);
    await api("PATCH", callPath(goes), { keep_after_hangup: false });
    await stays.hangup();
    await goes.hangup();
    expect((await waiting()).map(({ call_control_id }) => call_control_id)).toEqual([stays.callControlId]);
    expect((await api("DELETE", callPath(stays))).status).toBe(204);
    expect(await waiting()).toEqual([]);
  });
});
