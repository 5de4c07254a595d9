import { expect } from "vitest";
import { conferencing } from "../conferences/__tests__/conferencing.js";

export interface Happened {
  readonly event_type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}
type Calls = Awaited<ReturnType<typeof conferencing>>;
type Act = (call: { callControlId: string }, action: string, body?: object, waitMs?: number) => Promise<void>;

const speech = { payload: "Hello", voice: "female" };
const audio_url = "https://example.com/a.mp3";
const gone = { audio: "https://example.com/missing.mp3", stream: "wss://example.com/gone" };

/** Lets every event happen that the emulator sends, in each direction and case of which a payload was recorded. */
export async function everyEvent(): Promise<readonly Happened[]> {
  const calls = await conferencing();
  const { emulator, api, webhooks } = calls;
  const application = {
    application_name: "all",
    webhook_event_url: "https://example.com/",
    call_cost_in_webhooks: true,
  };
  await api("PATCH", `/call_control_applications/${emulator.connectionId}`, application);
  await api("POST", "/siprec_connectors", { name: "connector", host: "h", port: 1 });
  for (const address of Object.values(gone)) emulator.setMedia(address, { missing: true });
  const act: Act = async (call, action, body = {}, waitMs = 5_000) => {
    const path = `/calls/${encodeURIComponent(call.callControlId)}/actions/${action}`;
    const { body: answer } = await api("POST", path, body);
    expect([action, answer.errors]).toEqual([action, undefined]);
    await emulator.advance(waitMs);
  };
  await inbound(calls, act);
  await services(calls, act);
  await outbound(calls, act);
  await conference(calls);
  return webhooks.map(({ data }) => data);
}

async function inbound({ emulator, answeredCall }: Calls, act: Act): Promise<void> {
  const from = { from: "+12025550101", to: "+12025550102" };
  const headers = [{ name: "P-Early-Media", value: "supported" }];
  const recorded = await emulator.inboundCall({ ...from, headers });
  await act(recorded, "answer");
  await act(recorded, "record_start", { format: "wav", channels: "single" });
  await act(recorded, "hangup");
  await (await emulator.inboundCall({ ...from, attestation: "A" })).hangup();
  emulator.setAssistant("assistant-2", { fails: "invalid_request" });
  const assisted = await emulator.inboundCall(from);
  await act(assisted, "answer", { assistant: { id: "assistant-2" } });
  await act(assisted, "hangup");

  const call = await answeredCall();
  for (const url of [audio_url, gone.audio]) await act(call, "playback_start", { audio_url: url });
  await act(call, "gather", { initial_timeout_millis: 1_000 });
  await act(call, "gather", { maximum_digits: 1 }, 100);
  await call.press("1");
  await act(call, "speak", speech);
  await act(call, "enqueue", { queue_name: "support" });
  await act(call, "leave_queue");
  await call.hold();
  await call.unhold();
  await act(call, "speak", { ...speech, payload: "a long text ".repeat(50) });
  await call.hangup();
}

async function services({ emulator, answeredCall }: Calls, act: Act): Promise<void> {
  const call = await answeredCall();
  await act(call, "transcription_start", { transcription_engine: "B", interim_results: true });
  await call.say("Hello there");
  await act(call, "transcription_stop");
  for (const stream_url of ["wss://example.com/s", gone.stream]) await act(call, "streaming_start", { stream_url });
  await act(call, "fork_start", { rx: "udp:198.51.100.1:9000", tx: "udp:198.51.100.1:9001" });
  await act(call, "fork_stop");
  await act(call, "siprec_start", { connector_name: "connector" });
  await act(call, "siprec_stop");
  await act(call, "siprec_start", { connector_name: "nobody" });
  const record = { format: "mp3", channels: "single" };
  await act(call, "record_start", { ...record, transcription: true });
  await act(call, "record_stop");
  emulator.setRecordingError("Internal server error");
  await act(call, "record_start", record);
  await act(call, "record_stop");
  emulator.setRecordingError(undefined);
  emulator.setCallee("sip:busy@example.com", { does: "busy" });
  for (const sip_address of ["sip:bob@example.com", "sip:busy@example.com"]) await act(call, "refer", { sip_address });
  await act(call, "ai_assistant_start", { assistant: { id: "assistant-1" } });
  await call.say("Good morning");
  await act(call, "ai_assistant_stop");
  const parameters = { properties: { age: { type: "integer" } }, required: ["age"] };
  const reports = { send_partial_results: true, send_message_history_updates: true };
  await act(call, "gather_using_ai", { parameters, ...reports });
  await call.say("Anna", { name: "Anna" });
  await call.say("I am 40", { age: 40 });
  await act(call, "hangup");
}

async function outbound({ emulator, answeredCall, dialled }: Calls, act: Act): Promise<void> {
  const people = [
    [{ as: "machine", beep: false }, "greeting_end", {}],
    [{ as: "machine" }, "premium", {}],
    [{ as: "human" }, "premium", {}],
    [{ as: "human" }, "detect", {}],
    [{ as: "machine" }, "detect", {}],
    [{ voice: "real" }, "disabled", { deepfake_detection: { enabled: true } }],
    [{ voice: "error" }, "disabled", { deepfake_detection: { enabled: true } }],
  ] as const;
  for (const [callee, answering_machine_detection, fields] of people) {
    emulator.setCallee("+12025550111", callee);
    const call = await dialled({ to: "+12025550111", answering_machine_detection, ...fields });
    await emulator.advance(40_000);
    await call.hangup();
  }
  const caller = await answeredCall();
  await act(caller, "bridge", { call_control_id: (await dialled({ to: "+12025550112" })).callControlId });
  await act(caller, "hangup");
  const transferred = await answeredCall();
  await act(transferred, "transfer", { to: "+12025550113" });
  await act(transferred, "hangup");
  for (const does of ["busy", "ring", "deny"] as const) {
    emulator.setCallee("+12025550114", { does });
    await dialled({ to: "+12025550114", timeout_secs: 5 });
    await emulator.advance(10_000);
  }
}

async function conference({ emulator, act, answeredCall, conference, join }: Calls): Promise<void> {
  const [host, guest] = [await answeredCall(), await answeredCall()];
  const id = await conference(host);
  await join(id, guest);
  for (const only of [{}, { call_control_ids: [guest.callControlId] }]) {
    await act(id, "speak", { ...speech, ...only });
    await act(id, "play", { audio_url, ...only });
    await emulator.advance(10_000);
  }
  await guest.say("Hello");
  await act(id, "record_start", { format: "mp3" });
  await emulator.advance(5_000);
  await act(id, "record_stop");
  await act(id, "leave", { call_control_id: guest.callControlId });
  await act(id, "end");
  await emulator.advance(5_000);
}
