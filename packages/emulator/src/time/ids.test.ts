import { expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids have the forms of recorded ones", async () => {
  const { emulator, act, answeredCall, payloads, webhooks } = await testEmulator();
  expect(emulator.connectionId).toMatch(/^\d{19}$/);
  const call = await answeredCall();
  const assistant = { id: "assistant-be31455d-a1e2-402c-8f09-31427ee59320" };
  const { body } = await act(call, "ai_assistant_start", { assistant });
  expect(body.data?.conversation_id).toMatch(version4);
  emulator.setMedia("wss://example.com/gone", { missing: true });
  await act(call, "streaming_start", { stream_url: "wss://example.com/gone" });
  await act(call, "record_start", { format: "wav", channels: "single" });
  await emulator.settle();
  await call.hangup();
  expect(payloads("call.recording.saved")[0]?.recording_id).toMatch(version4);
  expect(payloads("streaming.failed")[0]?.stream_id).toMatch(version4);
  expect(payloads("call.conversation.ended")[0]?.assistant_id).toBe(assistant.id);
  const ids = webhooks.map(({ data }) => data.id);
  for (const id of ids) expect(id).toMatch(version4);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the times of an event agree with each other", async () => {
  const { emulator, act, answeredCall, payloads, webhooks } = await testEmulator();
  const call = await answeredCall();
  await act(call, "record_start", { format: "wav", channels: "single" });
  await emulator.advance(1_000);
  await call.hangup();
  const occurred = (type: string) => webhooks.find(({ data }) => data.event_type === type)?.data.occurred_at;
  expect(occurred("call.initiated")).toBe(payloads("call.initiated")[0]?.start_time);
  expect(occurred("call.hangup")).toBe(payloads("call.hangup")[0]?.end_time);
  const [saved] = payloads("call.recording.saved");
  expect(saved?.recording_ended_at).toBe(saved?.end_time);
});
