import { createWebhooks } from "@telnyx-kit/webhooks";
import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

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

  test("waits ten seconds for an answer where nothing else is said, and is dated by created_at", async () => {
    const { emulator, act, answeredCall, payloads, webhooks } = await testEmulator();
    await act(await answeredCall(), "gather_using_ai", { parameters });
    await emulator.settle();
    await emulator.advance(9_800);
    expect(payloads("call.ai_gather.ended")).toEqual([]);
    await emulator.advance(300);
    expect(payloads("call.ai_gather.ended")).toHaveLength(1);
    const created = webhooks.find(({ data }) => data.event_type === "call.conversation.created");
    expect(created?.data).toHaveProperty("created_at", created?.data.occurred_at);
  });

  test("ends with the first value where none is required", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather_using_ai", { parameters: { type: "object", properties: parameters.properties } });
    await emulator.settle();
    await call.say("in Paris", { city: "Paris" });
    expect(payloads("call.ai_gather.ended")).toMatchObject([{ status: "valid", result: { city: "Paris" } }]);
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

  test("sends the result of its insight group where the test asks for it: flat, without id and time, and signed", async () => {
    const bodies: string[] = [];
    const events: unknown[] = [];
    const { emulator, act, answeredCall } = await testEmulator({
      webhookHandler: async (request) => {
        bodies.push(await request.clone().text());
        events.push(await createWebhooks({ publicKey: emulator.publicKey }).unwrap(request));
        return new Response();
      },
    });
    emulator.setAssistant(assistant.id, { insightResult: true });
    const call = await answeredCall();
    await act(call, "ai_assistant_start", { assistant });
    await emulator.settle();
    await act(call, "ai_assistant_stop");
    await emulator.settle();
    const wire = JSON.parse(bodies.at(-1) ?? "");
    expect(Object.keys(wire)).toEqual(["event_type", "payload", "record_type"]);
    const fields = ["conversation_id", "insight_group_id", "request_id", "results", "status"];
    expect(Object.keys(wire.payload)).toEqual(fields);
    expect(events.at(-1)).toMatchObject({ wire_event_type: "conversation_insight_result", payload: wire.payload });
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
