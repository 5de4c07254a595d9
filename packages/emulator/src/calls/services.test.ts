import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const stream = { stream_url: "wss://voice.example.com/media" };

describe("streaming", () => {
  test("starts and stops by command, and stops with the call before call.hangup", async () => {
    const { emulator, act, answeredCall, types } = await testEmulator();
    const call = await answeredCall();
    await act(call, "streaming_start", stream);
    await emulator.settle();
    await act(call, "streaming_stop");
    await emulator.settle();
    await act(call, "streaming_start", stream);
    await emulator.settle();
    await call.hangup();
    expect(types().slice(2)).toEqual([
      "streaming.started",
      "streaming.stopped",
      "streaming.started",
      "streaming.stopped",
      "call.hangup",
    ]);
  });

  test("fails where the address is defined as missing", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    emulator.setMedia(stream.stream_url, { missing: true });
    await act(await answeredCall(), "streaming_start", stream);
    await emulator.settle();
    expect(payloads("streaming.failed")).toMatchObject([
      { failure_reason: "connection_failed", stream_type: "websocket", stream_params: stream },
    ]);
  });

  test("starts with the answer, and is reported as stopped where nobody answers", async () => {
    const { emulator, dialled, payloads, types } = await testEmulator();
    await dialled(stream);
    expect(types()).toEqual(["call.initiated", "call.answered", "streaming.started"]);
    emulator.setCallee("+12025550109", { does: "busy" });
    await dialled({ ...stream, to: "+12025550109" });
    expect(payloads("streaming.stopped")).toHaveLength(1);
  });

  test("is replaced by a fork, or keeps it out", async () => {
    const replacing = await testEmulator();
    const call = await replacing.answeredCall();
    await replacing.act(call, "streaming_start", stream);
    await replacing.emulator.settle();
    await replacing.act(call, "fork_start", { rx: "udp:192.0.2.1:9000" });
    await replacing.emulator.settle();
    expect(replacing.types().slice(-2)).toEqual(["streaming.stopped", "call.fork.started"]);
    await replacing.act(call, "fork_stop");
    await replacing.emulator.settle();
    expect(replacing.types().at(-1)).toBe("call.fork.stopped");
    expect((await replacing.act(call, "fork_stop")).body.errors?.[0]?.code).toBe("90031");
    expect((await replacing.act(call, "streaming_stop")).body.errors?.[0]?.code).toBe("90048");

    const refusing = await testEmulator({ behaviour: { forkWhileStreaming: "refuse" } });
    const other = await refusing.answeredCall();
    await refusing.act(other, "streaming_start", stream);
    expect((await refusing.act(other, "fork_start")).body.errors?.[0]?.code).toBe("90045");
  });
});

describe("transcription", () => {
  test("reports what the person says, with interim results where asked for", async () => {
    const { act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "transcription_start", { transcription_engine_config: { interim_results: true } });
    expect((await act(call, "transcription_start")).body.errors?.[0]?.code).toBe("90054");
    await call.say("hello this is a test");
    await act(call, "transcription_stop");
    await call.say("nobody listens");
    expect(payloads("call.transcription").map((payload) => payload.transcription_data)).toMatchObject([
      { is_final: false, confidence: 0, transcript: "hello this" },
      { is_final: true, transcript: "hello this is a test" },
    ]);
  });

  test("conflicts with the silence limit of a recording, both ways", async () => {
    const { act, answeredCall } = await testEmulator();
    const [first, second] = [await answeredCall(), await answeredCall()];
    await act(first, "record_start", { format: "wav", channels: "single", timeout_secs: 5 });
    expect((await act(first, "transcription_start")).body.errors?.[0]?.code).toBe("90055");
    await act(second, "transcription_start");
    expect(
      (await act(second, "record_start", { format: "wav", channels: "single", timeout_secs: 5 })).body.errors?.[0]
        ?.code,
    ).toBe("90053");
  });

  test("is switched on by answer and dial", async () => {
    const { dialled, payloads } = await testEmulator({ callee: { script: [{ afterMs: 500, say: "hello" }] } });
    await dialled({ transcription: true });
    expect(payloads("call.transcription")).toHaveLength(1);
  });
});

describe("siprec", () => {
  test("starts to a connector that exists, and stops by command or with the call", async () => {
    const { emulator, api, act, answeredCall, types, payloads } = await testEmulator();
    await api("POST", "/siprec_connectors", { name: "recorder", host: "siprec.example.com", port: 5060 });
    const call = await answeredCall();
    await act(call, "siprec_start", { connector_name: "recorder" });
    await emulator.settle();
    await act(call, "siprec_stop");
    await emulator.settle();
    await act(call, "siprec_start", { connector_name: "recorder" });
    await emulator.settle();
    await call.hangup();
    expect(types().slice(2)).toEqual([
      "siprec.started",
      "siprec.stopped",
      "siprec.started",
      "siprec.stopped",
      "call.hangup",
    ]);
    expect(payloads("siprec.stopped")[0]).toMatchObject({ hangup_cause: "normal_clearing" });
  });

  test("fails without one", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    await act(await answeredCall(), "siprec_start", { connector_name: "nobody" });
    await emulator.settle();
    expect(payloads("siprec.failed")).toMatchObject([{ failure_cause: "not_found" }]);
  });
});

test("noise suppression and SIP INFO are accepted and report nothing", async () => {
  const { emulator, act, answeredCall, types } = await testEmulator();
  const call = await answeredCall();
  expect((await act(call, "suppression_start", { direction: "both" })).status).toBe(200);
  expect((await act(call, "suppression_stop")).status).toBe(200);
  expect((await act(call, "send_sip_info", { content_type: "text/plain", body: "x" })).status).toBe(200);
  await emulator.settle();
  expect(types()).toHaveLength(2);
});

describe("refer", () => {
  test.each([
    [{}, "call.refer.completed", 200],
    [{ does: "reject" }, "call.refer.failed", 603],
  ] as const)("to a callee with %j ends as %s", async (callee, type, sip_notify_response) => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator({ callee });
    await act(await answeredCall(), "refer", { sip_address: "sip:bob@example.com" });
    await emulator.settle();
    expect(types().slice(2)).toEqual(["call.refer.started", type]);
    expect(payloads("call.refer.started")).toMatchObject([{ sip_notify_response: 100 }]);
    expect(payloads(type)).toMatchObject([{ sip_notify_response }]);
  });
});

describe("deepfake detection", () => {
  test.each([
    ["real", "call.deepfake_detection.result", { result: "real" }],
    ["fake", "call.deepfake_detection.result", { result: "fake" }],
    ["silent", "call.deepfake_detection.result", { result: "silence_timeout", score: null }],
    ["error", "call.deepfake_detection.error", { error_message: "detection_timeout" }],
  ] as const)("finds a voice that is %s", async (voice, type, payload) => {
    const { emulator, act, payloads } = await testEmulator();
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102", voice });
    await act(call, "answer", { deepfake_detection: { enabled: true } });
    await emulator.settle();
    expect(payloads(type)).toMatchObject([payload]);
  });
});

describe("AI gather", () => {
  const parameters = {
    type: "object",
    properties: { age: { type: "integer" }, city: { type: "string" } },
    required: ["age", "city"],
  };

  test("ends when every required value was said, with partial results and history on the way", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator();
    const call = await answeredCall();
    const options = {
      parameters,
      greeting: "How old are you?",
      send_partial_results: true,
      send_message_history_updates: true,
    };
    const { body } = await act(call, "gather_using_ai", options);
    expect(body.data?.conversation_id).toMatch(/^[0-9a-f-]{36}$/);
    await emulator.settle();
    await call.say("I am 29", { age: 29 });
    await call.say("in Paris", { city: "Paris" });
    expect(types().slice(2)).toEqual([
      "call.conversation.created",
      "call.ai_gather.partial_results",
      "call.ai_gather.message_history_updated",
      "call.ai_gather.message_history_updated",
      "call.ai_gather.ended",
      "call.conversation.ended",
    ]);
    expect(payloads("call.ai_gather.ended")).toMatchObject([{ status: "valid", result: { age: 29, city: "Paris" } }]);
    expect(payloads("call.ai_gather.ended")[0]?.message_history).toHaveLength(3);
  });

  test("is invalid when the person stays silent for user_response_timeout_ms", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    await act(await answeredCall(), "gather_using_ai", { parameters, user_response_timeout_ms: 5_000 });
    await emulator.settle();
    await emulator.advance(5_100);
    expect(payloads("call.ai_gather.ended")).toMatchObject([{ status: "invalid", result: {} }]);
  });

  test("is the only AI session of a call", async () => {
    const { act, answeredCall } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather_using_ai", { parameters });
    for (const [action, body] of [
      ["gather_using_ai", { parameters }],
      ["ai_assistant_start", {}],
      ["conversation_relay_start", { url: "wss://example.com/relay" }],
    ] as const) {
      expect((await act(call, action, body)).body.errors?.[0]?.code).toBe("90061");
    }
  });
});

describe("AI assistant", () => {
  const assistant = { id: "assistant-be31455d-a1e2-402c-8f09-31427ee59320" };

  test("talks by its script and ends with insights", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator();
    emulator.setAssistant(assistant.id, { replies: (heard) => `You said ${heard}` });
    const call = await answeredCall();
    await act(call, "ai_assistant_start", { assistant, greeting: "Hello", send_message_history_updates: true });
    await emulator.settle();
    await call.say("hi");
    await act(call, "ai_assistant_add_messages", { messages: [{ role: "user", content: "typed" }] });
    await act(call, "ai_assistant_stop");
    await emulator.settle();
    expect(types().slice(2)).toEqual([
      "call.conversation.created",
      "call.ai_gather.message_history_updated",
      "call.ai_gather.message_history_updated",
      "call.conversation.ended",
      "call.conversation_insights.generated",
    ]);
    expect(payloads("call.ai_gather.message_history_updated")[1]?.message_history).toEqual([
      { role: "assistant", content: "Hello" },
      { role: "user", content: "hi" },
      { role: "assistant", content: "You said hi" },
      { role: "user", content: "typed" },
    ]);
    expect(payloads("call.conversation.ended")[0]).toMatchObject({ assistant_id: assistant.id, reason: null });
  });

  test("that starts with the answer and cannot is reported, and the call goes on", async () => {
    const { emulator, act, payloads } = await testEmulator();
    emulator.setAssistant(assistant.id, { fails: "service_error" });
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await act(call, "answer", { assistant });
    await emulator.settle();
    expect(payloads("call.conversation.start_failed")).toMatchObject([
      { assistant_id: assistant.id, reason: "service_error" },
    ]);
    expect(call.state).toBe("answered");
  });

  test("starts with the answer, and its conversation ends after call.hangup", async () => {
    const { dialled, types } = await testEmulator();
    const call = await dialled({ assistant });
    await call.hangup();
    expect(types().slice(-3)).toEqual([
      "call.hangup",
      "call.conversation.ended",
      "call.conversation_insights.generated",
    ]);
  });

  test("is joined by another answered call, whose end may end the conversation", async () => {
    const { emulator, act, answeredCall, dialled, payloads } = await testEmulator();
    const call = await answeredCall();
    const { body } = await act(call, "ai_assistant_start", { assistant });
    await emulator.settle();
    const other = await dialled();
    const participant = { id: other.callControlId, role: "user", on_hangup: "end_conversation" };
    const joined = await act(call, "ai_assistant_join", { conversation_id: body.data?.conversation_id, participant });
    expect(joined.body.data).toEqual({ result: "ok", conversation_id: body.data?.conversation_id });
    expect((await act(call, "ai_assistant_join", { conversation_id: "nobody", participant })).status).toBe(422);
    await other.hangup();
    expect(payloads("call.conversation.ended")).toHaveLength(1);
    expect(call.state).toBe("answered");
  });

  test("a conversation relay starts and stops", async () => {
    const { emulator, act, answeredCall, types } = await testEmulator();
    const call = await answeredCall();
    const { body } = await act(call, "conversation_relay_start", { url: "wss://example.com/relay" });
    expect(body.data?.conversation_relay_id).toMatch(/^[0-9a-f-]{36}$/);
    await emulator.settle();
    await act(call, "conversation_relay_stop");
    await emulator.settle();
    expect(types().slice(2)).toEqual(["call.conversation.created", "call.conversation.ended"]);
  });
});
