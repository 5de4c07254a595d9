import { describe, expect, test } from "vitest";
import { testEmulator } from "./__tests__/test-call.js";

/** Frequent mistakes: they fail on the platform, so they fail here. */
describe("a command is refused", () => {
  test.each([
    ["speak", { payload: "Hello", voice: "alice" }, "90012"],
    ["speak", { payload: "Hello", voice: "Polly.Joanna" }, "90012"],
    ["speak", { payload: "Hello", voice: "AWS.Polly.Joanna", service_level: "basic" }, "90012"],
    ["speak", { payload: "Hello", voice: "female", language: "de-DE", service_level: "basic" }, "90013"],
    ["speak", { payload: "Hello", voice: "female", payload_type: "ssml", service_level: "basic" }, "90011"],
    ["gather_using_speak", { payload: "Hello", voice: "robot" }, "90012"],
    ["streaming_start", { stream_url: "https://bot.example.com/media" }, "10003"],
    ["streaming_start", { stream_url: "bot.example.com/media" }, "10003"],
    ["hangup", { custom_headers: [{ name: "X-Note", value: "one\r\nX-Two: two" }] }, "10015"],
    ["hangup", { custom_headers: [{ name: "X Note", value: "one" }] }, "10015"],
  ])("%s with %j: %s", async (action, body, code) => {
    const { act, answeredCall } = await testEmulator();
    const { status, body: refusal } = await act(await answeredCall(), action, body);
    expect([status, refusal.errors?.[0]?.code]).toEqual([422, code]);
  });

  test.each([
    "female",
    "Male",
    "AWS.Polly.Joanna-Neural",
    "Azure.en-CA-ClaraNeural",
    "telnyx.KokoroTTS.af",
    "ElevenLabs",
  ])("and not for the voice %s", async (voice) => {
    const { act, answeredCall } = await testEmulator();
    expect((await act(await answeredCall(), "speak", { payload: "Hello", voice })).status).toBe(200);
  });

  test.each([
    [{ to: [] }, 422, "10004"],
    [{ stream_url: "https://bot.example.com" }, 422, "10003"],
    [{ custom_headers: [{ name: "X-Note", value: "one\ntwo" }] }, 422, "10015"],
  ])("a dial with %j", async (fields, status, code) => {
    const { emulator, api } = await testEmulator();
    const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103", ...fields };
    const reply = await api("POST", "/calls", dial);
    expect([reply.status, reply.body.errors?.[0]?.code]).toEqual([status, code]);
  });

  test("where its application has no outbound voice profile: a dial and a transfer are 403 with D38", async () => {
    const { emulator, api, act } = await testEmulator();
    const application = {
      application_name: "auto",
      webhook_event_url: "https://app.example.com",
      webhook_api_version: "2",
    };
    const { body } = await api("POST", "/call_control_applications", application);
    const connection_id = String(body.data?.id);
    const dial = { connection_id, from: "+12025550102", to: "+12025550103" };
    const refused = { status: 403, body: { errors: [{ code: "10010" }], telnyx_error: { error_code: "D38" } } };
    expect(await api("POST", "/calls", dial)).toMatchObject(refused);
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102", connectionId: connection_id });
    await act(call, "answer");
    await emulator.settle();
    expect(await act(call, "transfer", { to: "+12025550103" })).toMatchObject(refused);
    await api("PATCH", `/call_control_applications/${connection_id}`, {
      ...application,
      outbound: { outbound_voice_profile_id: "1293384261075731499" },
    });
    expect((await api("POST", "/calls", dial)).status).toBe(200);
  });
});

describe("a field that the platform ignores", () => {
  test("is a warning that names it, however deep it is", async () => {
    const { emulator, act, answeredCall } = await testEmulator();
    const call = await answeredCall();
    await act(call, "speak", { payload: "Hello", voice: "female", lang: "en-US" });
    await act(call, "transcription_start", { transcription_engine_config: { modle: "nova" } });
    await act(call, "ai_assistant_start", { assistant: { id: "assistant-1", voice: "x" } });
    expect(String(emulator.timeline)).toContain("media.speak: the platform ignores /lang, which is no field of it.");
    expect(String(emulator.timeline)).toContain("ignores /transcription_engine_config/modle");
  });

  test("is none where a body has everything that its schema knows", async () => {
    const { emulator, api } = await testEmulator();
    const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103" };
    const webhook_urls = { "call.answered": "https://app.example.com/answered" };
    await api("POST", "/calls", { ...dial, webhook_urls, custom_headers: [{ name: "X-A", value: "b" }] });
    expect(String(emulator.timeline)).not.toContain("ignores");
  });
});

describe("a request that the emulator does not know", () => {
  test("is 404 where the vendor does not have it either", async () => {
    const { act, answeredCall, api } = await testEmulator();
    const call = await answeredCall();
    for (const action of ["speek", "answering_machine_detection_start", "mute"])
      expect(await act(call, action)).toMatchObject({ status: 404, body: { errors: [{ code: "10005" }] } });
    expect((await api("GET", "/nothing")).status).toBe(404);
  });

  test("is 501 where the vendor has it, and tells clients not to repeat it", async () => {
    const { emulator } = await testEmulator();
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    const response = await emulator.fetch(`${emulator.url}/messages`, { method: "POST", headers });
    expect([response.status, response.headers.get("x-should-retry")]).toEqual([501, "false"]);
  });

  test("can be answered by the test", async () => {
    const fallback = (request: Request) =>
      request.url.endsWith("/messages") ? Response.json({ data: { id: "1" } }) : undefined;
    const { api, emulator } = await testEmulator({ fallback });
    expect(await api("POST", "/messages", {})).toMatchObject({ status: 200, body: { data: { id: "1" } } });
    expect((await api("POST", "/faxes", {})).status).toBe(501);
    expect(String(emulator.timeline)).toContain("POST /messages");
  });
});

test("a behaviour that no party has is refused where it is given, with those that there are", async () => {
  const wrong = { does: "no_answer" as "busy" };
  await expect(testEmulator({ callee: wrong })).rejects.toThrow(/busy/);
  const { emulator } = await testEmulator();
  expect(() => emulator.setCallee("+12025550101", wrong)).toThrow(/answer, ring, busy/);
  const codec = "MP3" as "PCMA";
  await expect(emulator.inboundCall({ from: "+12025550101", to: "+12025550102", codec })).rejects.toThrow(/PCMA/);
});
