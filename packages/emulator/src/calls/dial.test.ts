import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

describe("dial", () => {
  test("responds with 200 and a call that is not alive yet, then reports it", async () => {
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

  test("rings for 30 seconds, and talks for four hours, where nothing else is said", async () => {
    const { emulator, dialled, payloads } = await testEmulator();
    emulator.setCallee("+12025550104", { does: "ring" });
    await dialled({ to: "+12025550104" });
    await emulator.advance(29_000);
    expect(payloads("call.hangup")).toEqual([]);
    await emulator.advance(2_000);
    expect(payloads("call.hangup")).toMatchObject([{ hangup_cause: "timeout" }]);
    await dialled();
    await emulator.advance(14_399_000);
    expect(payloads("call.hangup")).toHaveLength(1);
    await emulator.advance(2_000);
    expect(payloads("call.hangup")[1]).toMatchObject({ hangup_cause: "time_limit" });
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

  test("into a conference needs to say into which", async () => {
    const { emulator, api } = await testEmulator();
    const dial = {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
      conference_config: {},
    };
    expect((await api("POST", "/calls", dial)).body.errors?.[0]).toMatchObject({
      code: "10004",
      source: { pointer: "/conference_config" },
    });
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
