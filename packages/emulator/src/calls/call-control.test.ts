import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const inbound = { from: "+12025550101", to: "+12025550102" };

describe("an inbound call", () => {
  test("is parked, and carries what recorded webhooks carry", async () => {
    const { emulator, payloads, webhooks } = await testEmulator();
    const call = await emulator.inboundCall({ ...inbound, attestation: "A", headers: [{ name: "X-Id", value: "1" }] });
    const [payload] = payloads("call.initiated");
    expect(payload).toMatchObject({
      direction: "incoming",
      state: "parked",
      client_state: null,
      ...inbound,
      calling_party_type: "pstn",
    });
    expect(payload).toMatchObject({
      custom_headers: [{ name: "X-Id", value: "1" }],
      from_sip_uri: "+12025550101@203.0.113.10",
    });
    expect(webhooks[0]?.data.occurred_at).toBe(payload?.start_time);
    expect(call.callControlId).toMatch(/^v3:[\w-]{54}$/);
    expect(call.callLegId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-8[0-9a-f]{3}-02420a[0-9a-f]{6}$/);
    expect(Object.keys(payload ?? {})).toEqual(Object.keys(payload ?? {}).sort());
  });

  test("ends as originator_cancel when the caller gives up, without quality numbers", async () => {
    const { emulator, payloads } = await testEmulator();
    const call = await emulator.inboundCall(inbound);
    await call.hangup();
    expect(payloads("call.hangup")).toMatchObject([
      {
        hangup_cause: "originator_cancel",
        hangup_source: "caller",
        sip_hangup_cause: "487",
        call_quality_stats: null,
        telnyx_error: null,
      },
    ]);
  });

  test("rings until the caller's patience ends", async () => {
    const { emulator, types } = await testEmulator();
    await emulator.inboundCall({ ...inbound, patienceMs: 20_000 });
    await emulator.settle();
    expect(types()).toEqual(["call.initiated"]);
    await emulator.advance(20_100);
    expect(types()).toEqual(["call.initiated", "call.hangup"]);
  });

  test.each([
    ["CALL_REJECTED", "call_rejected", "603"],
    ["USER_BUSY", "user_busy", "486"],
  ])("that is rejected with %s ends as %s", async (cause, hangup_cause, sip_hangup_cause) => {
    const { emulator, act, payloads } = await testEmulator();
    const call = await emulator.inboundCall(inbound);
    expect((await act(call, "reject", { cause })).status).toBe(200);
    expect((await act(call, "reject", { cause })).body.errors?.[0]?.code).toBe("90018");
    await emulator.settle();
    expect(payloads("call.hangup")).toMatchObject([{ hangup_cause, sip_hangup_cause, hangup_source: "callee" }]);
  });

  test("that the person ends is normal_clearing by the caller with 200", async () => {
    const { answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await call.hangup();
    expect(payloads("call.hangup")).toMatchObject([
      { hangup_cause: "normal_clearing", hangup_source: "caller", sip_hangup_cause: "200" },
    ]);
    expect(payloads("call.hangup")[0]).toHaveProperty("call_quality_stats.inbound.mos", "4.50");
  });

  test("has neither state nor direction on answered and hangup events, and one start_time throughout", async () => {
    const { answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await call.hangup();
    for (const type of ["call.answered", "call.hangup"]) {
      expect(payloads(type)[0]).not.toHaveProperty("state");
      expect(payloads(type)[0]).not.toHaveProperty("direction");
      expect(payloads(type)[0]?.start_time).toBe(payloads("call.initiated")[0]?.start_time);
    }
  });

  test("ends when no command comes within first_command_timeout_secs of its application", async () => {
    const { emulator, api, payloads } = await testEmulator();
    const application = { application_name: "a", webhook_event_url: "https://example.com", webhook_api_version: "2" };
    const { body } = await api("POST", "/call_control_applications", {
      ...application,
      first_command_timeout: true,
      first_command_timeout_secs: 5,
    });
    await emulator.inboundCall({ ...inbound, connectionId: String(body.data?.id) });
    await emulator.advance(6_000);
    expect(payloads("call.hangup")).toMatchObject([{ hangup_cause: "normal_clearing" }]);
  });
});

describe("commands", () => {
  test("on an ended call are refused with 90018, and after ten minutes with 90015", async () => {
    const { emulator, act, api, answeredCall } = await testEmulator();
    const call = await answeredCall();
    await call.hangup();
    const refused = await act(call, "hangup");
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([422, "90018"]);
    expect(refused.body.errors?.[0]).not.toHaveProperty("source");
    const status = await api("GET", `/calls/${encodeURIComponent(call.callControlId)}`);
    expect(status.body.data).toMatchObject({ record_type: "call", is_alive: false });
    await emulator.advance(600_000);
    expect((await act(call, "hangup")).body.errors?.[0]).toMatchObject({
      code: "90015",
      source: { pointer: "/call_control_id" },
    });
  });

  test.each([
    ["speak", { payload: "hi", voice: "female" }],
    ["playback_start", { audio_url: "https://example.com/a.mp3" }],
    ["gather", {}],
    ["gather_using_speak", { payload: "hi", voice: "female" }],
    ["gather_using_audio", { audio_url: "https://example.com/a.mp3" }],
    ["gather_using_ai", { parameters: { type: "object", properties: {} } }],
    ["ai_assistant_start", {}],
    ["record_start", { format: "wav", channels: "single" }],
    ["streaming_start", { stream_url: "wss://example.com/media" }],
    ["transcription_start", {}],
    ["fork_start", { rx: "udp:192.0.2.1:9000", tx: "udp:192.0.2.1:9001" }],
    ["siprec_start", {}],
    ["suppression_start", {}],
    ["send_dtmf", { digits: "1" }],
    ["enqueue", { queue_name: "q" }],
  ] as const)("%s is refused with 90034 while the call rings", async (action, body) => {
    const { emulator, act } = await testEmulator();
    const { status, body: refusal } = await act(await emulator.inboundCall(inbound), action, body);
    expect([status, refusal.errors?.[0]?.code]).toEqual([422, "90034"]);
  });

  test("hangup and client_state_update need no answer, in neither direction", async () => {
    const { emulator, act, api, dialled, payloads } = await testEmulator({ callee: { does: "ring" } });
    for (const call of [await emulator.inboundCall(inbound), await dialled()]) {
      const path = `/calls/${encodeURIComponent(call.callControlId)}/actions/client_state_update`;
      expect((await api("PUT", path, { client_state: btoa("s") })).status).toBe(200);
      expect((await api("POST", path, { client_state: btoa("s") })).status).toBe(405);
      expect((await act(call, "hangup")).status).toBe(200);
    }
    await emulator.settle();
    expect(payloads("call.hangup").map((payload) => payload.hangup_source)).toEqual(["callee", "caller"]);
    expect(payloads("call.hangup").map((payload) => payload.client_state)).toEqual([btoa("s"), btoa("s")]);
  });

  test("to an unknown call are refused with 90015, or 404 where the behaviour is set so", async () => {
    const first = await testEmulator();
    expect((await first.act("v3:nobody", "hangup")).body.errors?.[0]?.code).toBe("90015");
    const second = await testEmulator({ behaviour: { unknownCallStatus: 404 } });
    expect((await second.act("v3:nobody", "hangup")).status).toBe(404);
  });

  test("answer is refused with 90102 on an outbound call and on an answered one", async () => {
    const { act, answeredCall, dialled } = await testEmulator();
    expect((await act(await dialled(), "answer")).body.errors?.[0]?.code).toBe("90102");
    expect((await act(await answeredCall(), "answer")).body.errors?.[0]?.code).toBe("90102");
  });

  test("carry client_state into later events, until it is changed", async () => {
    const { emulator, act, api, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "speak", { payload: "hi", voice: "female", client_state: btoa("one") });
    await emulator.settle();
    const path = `/calls/${encodeURIComponent(call.callControlId)}/actions/client_state_update`;
    expect((await api("PUT", path, { client_state: btoa("two") })).body).toEqual({ data: { result: "ok" } });
    await call.hangup();
    expect(payloads("call.answered")[0]?.client_state).toBeNull();
    expect(payloads("call.speak.started")[0]?.client_state).toBe(btoa("one"));
    expect(payloads("call.hangup")[0]?.client_state).toBe(btoa("two"));
    expect(call.clientState).toBe(btoa("two"));
  });

  test.each(["not base64!", "YQ", "YQ-_"])("refuse the client_state %j with 90017", async (client_state) => {
    const { act, answeredCall } = await testEmulator();
    expect((await act(await answeredCall(), "hangup", { client_state })).body.errors?.[0]).toMatchObject({
      code: "90017",
      source: { pointer: "/client_state" },
    });
  });

  test("with a command_id that was used within 60 seconds are ignored and answered as the first", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    const command = { payload: "once", voice: "female", command_id: "c-1" };
    const first = await act(call, "speak", command);
    const second = await act(call, "speak", command);
    await emulator.settle();
    expect(second).toEqual(first);
    expect(payloads("call.speak.started")).toHaveLength(1);
    await emulator.advance(60_000);
    await act(call, "speak", command);
    await emulator.settle();
    expect(payloads("call.speak.started")).toHaveLength(2);
  });

  test("with a command_id of another command of the call are ignored with a warning", async () => {
    const { emulator, act, answeredCall } = await testEmulator();
    const call = await answeredCall();
    await act(call, "speak", { payload: "once", voice: "female", command_id: "c-1" });
    await act(call, "hangup", { command_id: "c-1" });
    await emulator.settle();
    expect(call.state).toBe("answered");
    expect(String(emulator.timeline)).toContain("voice.hangup was ignored");
  });

  test("that were refused do not use up their command_id", async () => {
    const { emulator, act, types } = await testEmulator();
    const call = await emulator.inboundCall(inbound);
    const command = { payload: "hi", voice: "female", command_id: "c-1" };
    expect((await act(call, "speak", command)).status).toBe(422);
    await act(call, "answer");
    await emulator.settle();
    expect((await act(call, "speak", command)).status).toBe(200);
    await emulator.settle();
    expect(types()).toContain("call.speak.started");
  });

  test("that repeat a hangup by its command_id succeed although the call is over", async () => {
    const { emulator, act, answeredCall } = await testEmulator();
    const call = await answeredCall();
    await act(call, "hangup", { command_id: "bye" });
    await emulator.settle();
    expect((await act(call, "hangup", { command_id: "bye" })).body).toEqual({ data: { result: "ok" } });
  });

  test("send keys that the other side hears, and refuse others with 90014 and 90027", async () => {
    const { act, answeredCall, types } = await testEmulator();
    const call = await answeredCall();
    await act(call, "send_dtmf", { digits: "1w2#" });
    expect(call.keysHeard).toBe("1w2#");
    expect(types()).toEqual(["call.initiated", "call.answered"]);
    expect((await act(call, "send_dtmf", { digits: "x" })).body.errors?.[0]?.code).toBe("90014");
    expect((await act(call, "send_dtmf", { digits: "1", duration_millis: 99 })).body.errors?.[0]?.code).toBe("90027");
  });

  test("hangup shows custom_headers in its event", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    await act(await answeredCall(), "hangup", { custom_headers: [{ name: "X-Why", value: "done" }] });
    await emulator.settle();
    expect(payloads("call.hangup")[0]?.custom_headers).toEqual([{ name: "X-Why", value: "done" }]);
  });
});

test("the status of a call tells its times and its client_state, while it lives and after", async () => {
  const { emulator, act, api } = await testEmulator();
  const call = await emulator.inboundCall(inbound);
  await act(call, "answer", { client_state: btoa("s") });
  await emulator.settle();
  await emulator.advance(3_000);
  const status = async () => (await api("GET", `/calls/${encodeURIComponent(call.callControlId)}`)).body.data;
  const stamp = expect.stringMatching(/Z$/);
  expect(await status()).toMatchObject({
    is_alive: true,
    start_time: stamp,
    call_duration: 3,
    client_state: btoa("s"),
  });
  expect(await status()).not.toHaveProperty("end_time");
  await call.hangup();
  expect(await status()).toMatchObject({ is_alive: false, start_time: stamp, end_time: stamp, call_duration: 3 });
});

test("a person on a SIP phone holds and takes back the call", async () => {
  const { answeredCall, types } = await testEmulator();
  const call = await answeredCall("sip:ada@example.com");
  await call.hold();
  await call.unhold();
  expect(types().slice(2)).toEqual(["call.hold", "call.unhold"]);
});

test("the cost of a call is reported where the application asks for it", async () => {
  const { emulator, api, act, payloads } = await testEmulator();
  const application = {
    application_name: "a",
    webhook_event_url: "https://example.com",
    webhook_api_version: "2",
    call_cost_in_webhooks: true,
  };
  const { body } = await api("POST", "/call_control_applications", application);
  const call = await emulator.inboundCall({ ...inbound, connectionId: String(body.data?.id) });
  await act(call, "answer");
  await emulator.advance(61_000);
  await call.hangup();
  expect(payloads("call.cost")).toMatchObject([{ status: "success", billed_duration_secs: 120, total_cost: "0.0140" }]);
});
