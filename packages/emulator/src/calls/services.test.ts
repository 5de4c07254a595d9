import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const stream = { stream_url: "wss://voice.example.com/media" };
const fork = { rx: "udp:192.0.2.1:9000", tx: "udp:192.0.2.1:9001" };

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
    await replacing.act(call, "fork_start", fork);
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
    expect((await refusing.act(other, "fork_start", fork)).body.errors?.[0]?.code).toBe("90045");
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
