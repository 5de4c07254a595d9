import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

describe("dial", () => {
  test("answers 200 with a call that is not alive yet, then reports it", async () => {
    const { emulator, api, types, payloads } = await testEmulator();
    const body = {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
      client_state: btoa("x"),
    };
    const answer = await api("POST", "/calls", body);
    expect([answer.status, answer.body.data?.is_alive, answer.body.data?.record_type]).toEqual([200, false, "call"]);
    await emulator.settle();
    expect(types()).toEqual(["call.initiated", "call.answered"]);
    expect(payloads("call.initiated")[0]).toMatchObject({
      direction: "outgoing",
      state: "bridging",
      client_state: btoa("x"),
    });
  });

  test.each([
    ["busy", { hangup_cause: "user_busy", hangup_source: "callee", sip_hangup_cause: "486" }],
    ["reject", { hangup_cause: "call_rejected", hangup_source: "callee", sip_hangup_cause: "603" }],
    ["not_found", { hangup_cause: "not_found", sip_hangup_cause: "404" }],
    ["fail", { hangup_cause: "call_rejected", sip_hangup_cause: "503" }],
    ["deny", { hangup_cause: "call_rejected", sip_hangup_cause: "403", telnyx_error: { error_code: "D13" } }],
  ] as const)("a callee that does %s ends the call", async (does, hangup) => {
    const { dialled, types, payloads } = await testEmulator({ callee: { does } });
    await dialled();
    expect(types()).toEqual(["call.initiated", "call.hangup"]);
    expect(payloads("call.hangup")).toMatchObject([hangup]);
  });

  test.each([
    [true, "timeout"],
    [false, "no_answer"],
  ])("gives up after timeout_secs; with retry_on_timeout %s the cause is %s", async (retry_on_timeout, cause) => {
    const { emulator, dialled, payloads } = await testEmulator({ callee: { does: "ring" } });
    await dialled({ timeout_secs: 20, retry_on_timeout });
    await emulator.advance(19_000);
    expect(payloads("call.hangup")).toEqual([]);
    await emulator.advance(2_000);
    expect(payloads("call.hangup")).toMatchObject([{ hangup_cause: cause }]);
  });

  test("ends at time_limit_secs after the answer", async () => {
    const { emulator, dialled, payloads } = await testEmulator();
    await dialled({ time_limit_secs: 30 });
    await emulator.advance(29_000);
    expect(payloads("call.hangup")).toEqual([]);
    await emulator.advance(1_100);
    expect(payloads("call.hangup")).toMatchObject([{ hangup_cause: "time_limit" }]);
  });

  test.each([
    [{ connection_id: "1" }, "10015", "/connection_id"],
    [{ to: "12025550103" }, "10016", "/to"],
    [{ timeout_secs: 4 }, "90028", "/timeout_secs"],
    [{ time_limit_secs: 29 }, "10033", "/time_limit_secs"],
    [{ link_to: "v3:nobody" }, "90015", "/link_to"],
    [{ bridge_on_answer: true }, "10004", "/link_to"],
    [{ answering_machine_detection: "yes" }, "10032", "/answering_machine_detection"],
    [{ media_encryption: "SRTP" }, "10011", undefined],
    [{ webhook_urls: { "call.nothing": "https://example.com" } }, "90057", "/webhook_urls/call.nothing"],
    [
      { webhook_retries_policies: { "call.hangup": { retries_ms: [60_001] } } },
      "10033",
      "/webhook_retries_policies/call.hangup",
    ],
  ])("refuses %j with %s", async (body, code, pointer) => {
    const { emulator, api } = await testEmulator();
    const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103", ...body };
    const result = await api("POST", "/calls", dial);
    expect(emulator.parties).toEqual([]);
    expect([result.status, result.body.errors?.[0]?.code, result.body.errors?.[0]?.source?.pointer]).toEqual([
      422,
      code,
      pointer,
    ]);
  });

  test("beyond 30 a second, counted over five seconds, is refused with 429 and 90103", async () => {
    const { emulator, api } = await testEmulator({ callee: { does: "busy" } });
    const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103" };
    for (let count = 0; count < 150; count += 1) expect((await api("POST", "/calls", dial)).status).toBe(200);
    const refused = await api("POST", "/calls", dial);
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([429, "90103"]);
    await emulator.advance(5_000);
    expect((await api("POST", "/calls", dial)).status).toBe(200);
  });

  test("with a repeated command_id gives the ids of the first call", async () => {
    const { emulator, api } = await testEmulator();
    const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103", command_id: "d-1" };
    const first = await api("POST", "/calls", dial);
    expect((await api("POST", "/calls", dial)).body).toEqual(first.body);
    expect(emulator.parties).toHaveLength(1);
  });

  test("to a list rings all of them: the first answer wins, the others are cancelled", async () => {
    const { emulator, dialled, payloads } = await testEmulator();
    emulator.setCallee("+12025550104", { afterMs: 500 });
    await dialled({ to: ["+12025550103", "+12025550104", "+12025550105"] });
    expect(payloads("call.answered").map((payload) => payload.to)).toEqual(["+12025550104"]);
    expect(payloads("call.hangup").map((payload) => payload.hangup_cause)).toEqual([
      "originator_cancel",
      "originator_cancel",
    ]);
  });

  test("sends digits and plays a file once it is answered", async () => {
    const { dialled, types } = await testEmulator();
    const call = await dialled({ to: "+12025550103,200", audio_url: "https://example.com/hello.mp3" });
    expect(call.keysHeard).toBe("200");
    expect(types()).toEqual(["call.initiated", "call.answered", "call.playback.started", "call.playback.ended"]);
  });

  test("linked to a call shares its session, and bridges on the answer", async () => {
    const { dialled, answeredCall, types } = await testEmulator();
    const caller = await answeredCall();
    const agent = await dialled({ link_to: caller.callControlId, bridge_on_answer: true });
    expect(agent.callSessionId).toBe(caller.callSessionId);
    expect(types().slice(2)).toEqual(["call.initiated", "call.answered", "call.bridged", "call.bridged"]);
  });

  test("linked but not bridged outlives the call that it is linked to", async () => {
    const { dialled, answeredCall } = await testEmulator();
    const caller = await answeredCall();
    const agent = await dialled({ link_to: caller.callControlId });
    await caller.hangup();
    expect(agent.state).toBe("answered");
  });

  test("with bridge_intent shows the number of the linked caller", async () => {
    const { dialled, answeredCall, payloads } = await testEmulator();
    const caller = await answeredCall("+12025550199");
    await dialled({ link_to: caller.callControlId, bridge_intent: true });
    expect(payloads("call.initiated")[1]).toMatchObject({ from: "+12025550199" });
  });

  test("as a supervisor reports bridged too, and changes its role", async () => {
    const { dialled, answeredCall, act, types } = await testEmulator();
    const caller = await answeredCall();
    const supervisor = await dialled({ supervise_call_control_id: caller.callControlId, supervisor_role: "monitor" });
    expect(types().slice(2)).toEqual(["call.initiated", "call.answered", "call.bridged"]);
    expect((await act(supervisor, "switch_supervisor_role", { role: "whisper" })).status).toBe(200);
    expect((await act(caller, "switch_supervisor_role", { role: "whisper" })).body.errors?.[0]?.code).toBe("10015");
  });

  test("answers 501 that names what is not emulated", async () => {
    const { emulator, api } = await testEmulator();
    const dial = {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
      conference_config: {},
    };
    const { status, body } = await api("POST", "/calls", dial);
    expect([status, body.errors?.[0]?.detail]).toEqual([501, expect.stringContaining("conference_config")]);
  });

  test("the called party follows its script", async () => {
    const script = [
      { afterMs: 1_000, press: "1" },
      { afterMs: 500, say: "hello" },
      { afterMs: 2_000, hangup: true },
    ];
    const { dialled, types, payloads } = await testEmulator({ callee: { script } });
    await dialled();
    expect(types()).toEqual(["call.initiated", "call.answered", "call.dtmf.received", "call.hangup"]);
    expect(payloads("call.hangup")).toMatchObject([{ hangup_source: "callee", sip_hangup_cause: "200" }]);
  });

  test("an API hangup of an outbound leg has the caller as its source", async () => {
    const { emulator, dialled, act, payloads } = await testEmulator();
    await act(await dialled(), "hangup");
    await emulator.settle();
    expect(payloads("call.hangup")).toMatchObject([{ hangup_cause: "normal_clearing", hangup_source: "caller" }]);
  });
});

describe("answering machine detection", () => {
  const machine = { as: "machine", greetingMs: 4_000 } as const;
  const outcomes = [
    ["detect", { as: "human" }, ["call.machine.detection.ended human"]],
    ["detect", machine, ["call.machine.detection.ended machine"]],
    ["detect", { as: "unclear" }, ["call.machine.detection.ended not_sure"]],
    ["detect_beep", machine, ["call.machine.detection.ended machine", "call.machine.greeting.ended beep_detected"]],
    ["detect_beep", { ...machine, beep: false }, ["call.machine.detection.ended machine"]],
    [
      "detect_words",
      { ...machine, beep: false },
      ["call.machine.detection.ended machine", "call.machine.greeting.ended ended"],
    ],
    ["greeting_end", machine, ["call.machine.detection.ended machine", "call.machine.greeting.ended beep_detected"]],
    [
      "greeting_end",
      { ...machine, beep: false },
      ["call.machine.detection.ended machine", "call.machine.greeting.ended ended"],
    ],
    ["premium", { as: "human" }, ["call.machine.premium.detection.ended human_residence"]],
    ["premium", { as: "fax" }, ["call.machine.premium.detection.ended fax_detected"]],
    ["premium", { as: "silence" }, ["call.machine.premium.detection.ended silence"]],
    ["premium", { as: "unclear" }, ["call.machine.premium.detection.ended not_sure"]],
    [
      "premium",
      machine,
      ["call.machine.premium.detection.ended machine", "call.machine.premium.greeting.ended beep_detected"],
    ],
    [
      "premium",
      { ...machine, beep: false },
      ["call.machine.premium.detection.ended machine", "call.machine.premium.greeting.ended no_beep_detected"],
    ],
    ["premium", { as: "machine", greetingMs: 1_000 }, ["call.machine.premium.greeting.ended beep_detected"]],
    ["disabled", machine, []],
  ] as const;

  test.each(outcomes)("in mode %s with %j reports %j", async (mode, callee, expected) => {
    const { emulator, dialled } = await testEmulator({ callee });
    await dialled({ answering_machine_detection: mode });
    const results = emulator.timeline.entries.flatMap((entry) =>
      entry.kind === "event" && entry.event_type.startsWith("call.machine")
        ? [`${entry.event_type} ${entry.payload.result}`]
        : [],
    );
    expect(results).toEqual(expected);
  });

  test("cuts off what plays and gathers when a machine answered", async () => {
    const { emulator, api, act, payloads } = await testEmulator({ callee: { as: "machine" } });
    const dial = {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
      answering_machine_detection: "detect",
    };
    const { body } = await api("POST", "/calls", dial);
    await emulator.advance(3_000);
    const id = String(body.data?.call_control_id);
    await act(id, "speak", { payload: "a long sentence ".repeat(10), voice: "female" });
    await act(id, "gather", {});
    await emulator.settle();
    expect(payloads("call.speak.ended")).toMatchObject([{ status: "cancelled_amd" }]);
    expect(payloads("call.gather.ended")).toMatchObject([{ status: "cancelled_amd" }]);
  });
});

describe("transfer", () => {
  test("dials in the same session and bridges both when the other one answers", async () => {
    const { emulator, answeredCall, act, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "transfer", { to: "+12025550104", target_leg_client_state: btoa("b"), client_state: btoa("a") });
    await emulator.settle();
    expect(types().slice(2)).toEqual(["call.initiated", "call.answered", "call.bridged", "call.bridged"]);
    const [, target] = payloads("call.initiated");
    expect(target).toMatchObject({
      from: "+12025550102",
      to: "+12025550104",
      call_session_id: call.callSessionId,
      client_state: btoa("b"),
    });
    expect(payloads("call.bridged").map((payload) => payload.client_state)).toEqual([btoa("a"), btoa("b")]);
  });

  test("that fails ends the new leg only", async () => {
    const { emulator, answeredCall, act, payloads } = await testEmulator({ callee: { does: "busy" } });
    const call = await answeredCall();
    await act(call, "transfer", { to: "+12025550104" });
    await emulator.settle();
    expect(payloads("call.hangup")).toMatchObject([{ to: "+12025550104", hangup_cause: "user_busy" }]);
    expect((await act(call, "speak", { payload: "sorry", voice: "female" })).status).toBe(200);
  });

  test("is refused before the answer, unless the behaviour is set otherwise", async () => {
    const strict = await testEmulator();
    const call = await strict.emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    expect((await strict.act(call, "transfer", { to: "+12025550104" })).body.errors?.[0]?.code).toBe("90034");
    const loose = await testEmulator({ behaviour: { transferUnanswered: true } });
    const other = await loose.emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    expect((await loose.act(other, "transfer", { to: "+12025550104" })).status).toBe(200);
  });

  test("ends the ringing leg when the caller hangs up", async () => {
    const { emulator, answeredCall, act, payloads } = await testEmulator({ callee: { does: "ring" } });
    const call = await answeredCall();
    await act(call, "transfer", { to: "+12025550104" });
    await emulator.settle();
    await call.hangup();
    expect(payloads("call.hangup").map((payload) => payload.hangup_cause)).toEqual([
      "normal_clearing",
      "originator_cancel",
    ]);
  });
});

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
