import { expect, test } from "vitest";
import { type TestEmulator, testEmulator } from "./__tests__/test-call.js";
import { indexOperations } from "./api/spec/operations.js";
import { document } from "./generated/spec.js";

const packages = [
  "voice",
  "media",
  "gather",
  "advanced",
  "recordings",
  "webhooks",
  "streaming",
  "conferences",
  "queues",
];

test("no operation of a package responds with 501", async () => {
  const { emulator, api } = await testEmulator();
  const operations = indexOperations(document).all;
  expect(new Set(operations.map(({ name }) => name.split(".")[0]))).toEqual(new Set(packages));
  for (const { method, path, name } of operations) {
    const { status } = await api(
      method,
      path.replaceAll(/\{\w+\}/g, "x"),
      method === "GET" || method === "DELETE" ? undefined : {},
    );
    expect([name, status]).toEqual([name, expect.toSatisfy((code: number) => code < 500)]);
  }
  await emulator.settle();
});

/** Calls that send every event of the packages, each at least once. */
async function tour() {
  const calls = await testEmulator();
  const { emulator, api, act, answeredCall, dialled } = calls;
  const application = {
    application_name: "a",
    webhook_event_url: "https://example.com",
    webhook_api_version: "2",
    call_cost_in_webhooks: true,
  };
  const { body } = await api("POST", "/call_control_applications", application);
  const priced = await emulator.inboundCall({
    from: "+12025550101",
    to: "+12025550102",
    connectionId: String(body.data?.id),
  });
  await act(priced, "answer");
  await emulator.settle();
  await priced.hold();
  await priced.unhold();
  await priced.hangup();

  await api("POST", "/siprec_connectors", { name: "recorder", host: "h", port: 1 });
  emulator.setMedia("wss://example.com/gone", { missing: true });
  const call = await answeredCall();
  await act(call, "transcription_start");
  await act(call, "record_start", { format: "wav", channels: "single", transcription: true });
  for (const [action, fields] of [
    ["speak", { payload: "hi", voice: "female" }],
    ["playback_start", { audio_url: "https://example.com/a.mp3" }],
    ["streaming_start", { stream_url: "wss://example.com/gone" }],
    ["streaming_start", { stream_url: "wss://example.com/media" }],
    ["siprec_start", { connector_name: "recorder" }],
    ["siprec_stop", {}],
    ["siprec_start", { connector_name: "nobody" }],
    ["refer", { sip_address: "sip:bob@example.com" }],
    ["gather", {}],
    ["fork_start", { rx: "udp:192.0.2.1:9000", tx: "udp:192.0.2.1:9001" }],
    ["enqueue", { queue_name: "q" }],
    ["leave_queue", {}],
    [
      "gather_using_ai",
      { parameters: { required: ["age", "city"] }, send_partial_results: true, send_message_history_updates: true },
    ],
  ] as const) {
    await act(call, action, fields);
    await emulator.settle();
  }
  await call.press("1#");
  await call.say("29", { age: 29 });
  await call.say("in Paris", { city: "Paris" });
  await act(call, "ai_assistant_start");
  emulator.setCallee("sip:eve@example.com", { does: "reject" });
  await act(call, "refer", { sip_address: "sip:eve@example.com" });
  await emulator.settle();
  await act(call, "bridge", { call_control_id: (await dialled()).callControlId });
  await emulator.settle();
  await call.hangup();

  emulator.setCallee("+12025550104", { as: "machine" });
  await dialled({ to: "+12025550104", answering_machine_detection: "greeting_end" });
  await dialled({ to: "+12025550104", answering_machine_detection: "premium" });
  for (const voice of ["real", "error"] as const) {
    emulator.setCallee("+12025550105", { voice });
    await dialled({ to: "+12025550105", deepfake_detection: { enabled: true } });
  }
  const assistant = { id: "assistant-6e00ab49-9487-4364-8ad6-23965965afb2" };
  emulator.setAssistant(assistant.id, { fails: "service_error" });
  await act(await emulator.inboundCall({ from: "+12025550106", to: "+12025550102" }), "answer", { assistant });
  await emulator.settle();
  await conferenceTour(calls);
  emulator.setRecordingError("Internal server error");
  await (await dialled({ record: "record-from-answer" })).hangup();
  return calls;
}

/** A conference that sends every event of conferences. */
async function conferenceTour({ emulator, api, answeredCall }: TestEmulator): Promise<void> {
  const [first, second] = [await answeredCall("+12025550110"), await answeredCall("+12025550111")];
  const { body } = await api("POST", "/conferences", { call_control_id: first.callControlId, name: "tour" });
  const act = async (action: string, fields: object) => {
    await api("POST", `/conferences/${body.data?.id}/actions/${action}`, fields);
    await emulator.settle();
  };
  await act("join", { call_control_id: second.callControlId });
  await act("record_start", { format: "wav" });
  await first.say("hello");
  for (const call_control_ids of [[], [second.callControlId]]) {
    await act("speak", { call_control_ids, payload: "hi", voice: "female" });
    await act("play", { call_control_ids, audio_url: "https://example.com/a.mp3" });
  }
  await act("end", {});
}

// That every body is right by the specification is held against each of them by the test emulator.
test("every event of the packages is sent", async () => {
  const { webhooks } = await tour();
  const wanted = Object.keys(document.webhooks as object);
  const sent = new Set(webhooks.map(({ data }) => data.event_type));
  expect(wanted.filter((type) => !sent.has(type))).toEqual([]);
  expect(wanted.length).toBeGreaterThan(50);
});
