import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

describe("bridge", () => {
  test("connects two calls, and the end of one ends the other", async () => {
    const { emulator, answeredCall, dialled, act, types, payloads } = await testEmulator();
    const caller = await answeredCall();
    const agent = await dialled();
    await act(caller, "bridge", { call_control_id: agent.callControlId });
    await emulator.settle();
    expect(payloads("call.bridged").map((payload) => payload.call_control_id)).toEqual([
      caller.callControlId,
      agent.callControlId,
    ]);
    expect(agent.callSessionId).not.toBe(caller.callSessionId);
    expect(JSON.stringify(payloads("call.bridged")[0])).not.toContain(agent.callControlId);
    await agent.hangup();
    expect(types().slice(-2)).toEqual(["call.hangup", "call.hangup"]);
    expect(payloads("call.hangup").map((payload) => payload.hangup_source)).toEqual(["callee", "caller"]);
  });

  test("parks the leg that asked for it when the other one ends", async () => {
    const { emulator, answeredCall, dialled, act } = await testEmulator();
    const caller = await answeredCall();
    const agent = await dialled();
    await act(caller, "bridge", { call_control_id: agent.callControlId, park_after_unbridge: "self" });
    await emulator.settle();
    await agent.hangup();
    expect(caller.state).toBe("answered");
    expect((await act(caller, "speak", { payload: "still here", voice: "female" })).status).toBe(200);
  });

  test.each([
    ["enqueue", { queue_name: "support" }],
    ["conference", { name: "support" }],
  ])("does not take a leg along that goes to another place right after its peer hung up: %s", async (place, body) => {
    const { emulator, answeredCall, dialled, act, api } = await testEmulator({ autoSettle: false });
    const caller = await answeredCall();
    const agent = await dialled();
    await act(caller, "bridge", { call_control_id: agent.callControlId });
    await emulator.advance(1_000);
    await agent.hangup();
    const response =
      place === "enqueue"
        ? await act(caller, place, body)
        : await api("POST", "/conferences", { ...body, call_control_id: caller.callControlId });
    await emulator.advance(1_000);
    expect([agent.state, response.status, caller.state]).toEqual(["ended", 200, "answered"]);
  });

  test("waits for a target that rings", async () => {
    const { emulator, answeredCall, api, act, types } = await testEmulator();
    const caller = await answeredCall();
    const { body } = await api("POST", "/calls", {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
    });
    expect(
      (await act(caller, "bridge", { call_control_id: body.data?.call_control_id, play_ringtone: true })).status,
    ).toBe(200);
    await emulator.settle();
    expect(types().slice(-3)).toEqual(["call.answered", "call.bridged", "call.bridged"]);
  });

  test("takes a call out of another bridge, unless prevent_double_bridge forbids it", async () => {
    const { emulator, answeredCall, dialled, act, payloads } = await testEmulator();
    const [first, second, agent] = [await answeredCall(), await answeredCall(), await dialled()];
    await act(first, "bridge", { call_control_id: agent.callControlId });
    await emulator.settle();
    expect(
      (await act(second, "bridge", { call_control_id: agent.callControlId, prevent_double_bridge: true })).status,
    ).toBe(422);
    await act(second, "bridge", { call_control_id: agent.callControlId });
    await emulator.settle();
    expect(first.state).toBe("ended");
    expect(payloads("call.bridged")).toHaveLength(4);
  });

  test("refuses itself, unknown and ended calls, and nothing at all", async () => {
    const { answeredCall, act } = await testEmulator();
    const [caller, gone] = [await answeredCall(), await answeredCall()];
    await gone.hangup();
    const codeOf = async (body: object) => (await act(caller, "bridge", body)).body.errors?.[0]?.code;
    expect(await codeOf({ call_control_id: caller.callControlId })).toBe("10015");
    expect(await codeOf({ call_control_id: "v3:nobody" })).toBe("90015");
    expect(await codeOf({ call_control_id: gone.callControlId })).toBe("90018");
    expect(await codeOf({})).toBe("10004");
    expect(await codeOf({ queue: "empty" })).toBe("90035");
  });
});

describe("queues", () => {
  test("a call waits, and leaves by command, by timeout and with the call", async () => {
    const { emulator, answeredCall, act, payloads } = await testEmulator();
    const [first, second, third] = [await answeredCall(), await answeredCall(), await answeredCall()];
    await act(first, "enqueue", { queue_name: "support" });
    await act(second, "enqueue", { queue_name: "support", max_wait_time_secs: 30 });
    await act(third, "enqueue", { queue_name: "support" });
    expect(payloads("call.enqueued").map((payload) => payload.current_position)).toEqual([1, 2, 3]);
    expect((await act(first, "enqueue", { queue_name: "support" })).body.errors?.[0]?.code).toBe("90038");
    await act(first, "leave_queue");
    expect((await act(first, "leave_queue")).body.errors?.[0]?.code).toBe("90035");
    await emulator.advance(31_000);
    await third.hangup();
    expect(payloads("call.dequeued").map((payload) => payload.reason)).toEqual(["leave", "timeout", "hangup"]);
  });

  test("are full at max_size, which later calls cannot change", async () => {
    const { answeredCall, act } = await testEmulator();
    const codeOf = async (body: object) =>
      (await act(await answeredCall(), "enqueue", { queue_name: "q", ...body })).body.errors?.[0]?.code;
    expect(await codeOf({ max_size: 1 })).toBeUndefined();
    expect(await codeOf({ max_size: 2 })).toBe("90037");
    expect(await codeOf({})).toBe("90036");
  });

  test("take a call out of its bridge, and hold a hundred", async () => {
    const { emulator, answeredCall, dialled, act, types } = await testEmulator();
    const [caller, agent] = [await answeredCall(), await dialled()];
    await act(caller, "bridge", { call_control_id: agent.callControlId, park_after_unbridge: "self" });
    await emulator.settle();
    await act(caller, "enqueue", { queue_name: "support" });
    await emulator.settle();
    expect(types()).toContain("call.enqueued");
    expect([caller.state, agent.state]).toEqual(["answered", "ended"]);
    for (let count = 1; count < 100; count += 1)
      expect((await act(await answeredCall(), "enqueue", { queue_name: "support" })).status).toBe(200);
    expect((await act(await answeredCall(), "enqueue", { queue_name: "support" })).body.errors?.[0]?.code).toBe(
      "90036",
    );
  });

  test("give their head to a bridge", async () => {
    const { emulator, answeredCall, dialled, act, payloads } = await testEmulator();
    const caller = await answeredCall();
    await act(caller, "enqueue", { queue_name: "support" });
    await act(await dialled(), "bridge", { queue: "support" });
    await emulator.settle();
    expect(payloads("call.dequeued")).toMatchObject([
      { queue: "support", reason: "bridging-in-process", queue_position: 1 },
    ]);
    expect(payloads("call.bridged")).toHaveLength(2);
  });

  test("lose a call that is bridged by its id", async () => {
    const { emulator, answeredCall, dialled, act, payloads } = await testEmulator();
    const caller = await answeredCall();
    await act(caller, "enqueue", { queue_name: "support" });
    await act(await dialled(), "bridge", { call_control_id: caller.callControlId });
    await emulator.settle();
    expect(payloads("call.dequeued")).toMatchObject([{ reason: "bridged" }]);
  });
});
