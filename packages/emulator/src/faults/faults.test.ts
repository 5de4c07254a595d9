import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const inbound = { from: "+12025550101", to: "+12025550102" };
const speech = { payload: "hello", voice: "female", command_id: "c-1" };

describe("faults of deliveries", () => {
  test("duplicate sends the same event twice", async () => {
    const { emulator, webhooks } = await testEmulator({ faults: [{ fault: "duplicate", on: "call.initiated" }] });
    await emulator.inboundCall(inbound);
    expect(webhooks.map(({ data }) => data.id)).toEqual([webhooks[0]?.data.id, webhooks[0]?.data.id]);
  });

  test("drop sends nothing, delay sends it late, and reorder behind later events", async () => {
    const faults = [
      { fault: "drop", on: "call.initiated" },
      { fault: "reorder", on: "call.speak.started", delayMs: 2_000 },
      { fault: "delay", on: "call.hangup", delayMs: 5_000 },
    ] as const;
    const { emulator, act, answeredCall, webhooks } = await testEmulator({ faults });
    const call = await answeredCall();
    await act(call, "speak", speech);
    await emulator.settle();
    const before = emulator.now().getTime();
    await call.hangup();
    expect(webhooks.map(({ data }) => data.event_type)).toEqual([
      "call.answered",
      "call.speak.ended",
      "call.speak.started",
      "call.hangup",
    ]);
    expect(emulator.now().getTime() - before).toBeGreaterThanOrEqual(5_000);
  });
});

describe("faults of requests", () => {
  test("lost-reply carries the command out, and its repeat is ignored", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    emulator.inject({ fault: "lost-reply", on: "media.speak", times: 1 });
    await expect(act(call, "speak", speech)).rejects.toThrow("fetch failed");
    expect((await act(call, "speak", speech)).status).toBe(200);
    await emulator.settle();
    expect(payloads("call.speak.started")).toHaveLength(1);
  });

  test.each([
    ["error-before", 503, 0],
    ["error-after", 500, 1],
  ] as const)("%s answers %s and the command ran %s times", async (fault, status, times) => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    emulator.inject({ fault, on: "media.*", times: 1 });
    expect((await act(call, "speak", speech)).status).toBe(status);
    await emulator.settle();
    expect(payloads("call.speak.started")).toHaveLength(times);
    expect((await act(call, "speak", speech)).status).toBe(200);
    await emulator.settle();
    expect(payloads("call.speak.started")).toHaveLength(1);
  });

  test("rate-limit responds with 429 and Retry-After and does nothing", async () => {
    const { emulator, answeredCall, types } = await testEmulator();
    const call = await answeredCall();
    emulator.inject({ fault: "rate-limit", retryAfterSeconds: 7 });
    const url = `https://api.telnyx.com/v2/calls/${encodeURIComponent(call.callControlId)}/actions/hangup`;
    const response = await emulator.fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${emulator.apiKey}` },
    });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    await emulator.settle();
    expect(types()).toHaveLength(2);
  });

  test("reset breaks the answer off, slow lets it trickle", async () => {
    const { emulator, act, answeredCall } = await testEmulator();
    const call = await answeredCall();
    emulator.inject({ fault: "reset", times: 1 });
    await expect(act(call, "speak", speech)).rejects.toThrow("terminated");
    emulator.inject({ fault: "slow", times: 1 });
    expect((await act(call, "speak", speech)).body).toEqual({ data: { result: "ok" } });
  });

  test.each([
    ["repeat-same", 200, { data: { result: "ok", conversation_id: expect.any(String) } }],
    ["repeat-bare", 200, { data: { result: "ok" } }],
    ["repeat-refused", 422, { errors: [{ code: "90102" }] }],
  ] as const)("%s answers a repeated command_id with %s", async (fault, status, body) => {
    const { emulator, act, answeredCall } = await testEmulator({ faults: [{ fault }] });
    const call = await answeredCall();
    await act(call, "ai_assistant_start", { command_id: "c-2" });
    const repeated = await act(call, "ai_assistant_start", { command_id: "c-2" });
    expect(repeated.status).toBe(status);
    expect(repeated.body).toMatchObject(body);
    await emulator.settle();
  });

  test("refuse answers with the code that it was given, once", async () => {
    const { emulator, act, answeredCall } = await testEmulator();
    const call = await answeredCall();
    emulator.inject({ fault: "refuse", on: "media.startRecording", code: "90020", times: 1 });
    const record = { format: "wav", channels: "single" };
    expect((await act(call, "record_start", record)).body.errors?.[0]?.code).toBe("90020");
    expect((await act(call, "record_start", record)).status).toBe(200);
  });

  test("late-reply lets webhooks overtake the answer to a dial", async () => {
    const { emulator, api, webhooks } = await testEmulator({
      faults: [{ fault: "late-reply", on: "voice.dial", delayMs: 1_000 }],
    });
    const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "+12025550103" };
    let answered = false;
    const answer = api("POST", "/calls", dial).finally(() => {
      answered = true;
    });
    await emulator.advance(900);
    expect([webhooks[0]?.data.event_type, answered]).toEqual(["call.initiated", false]);
    await emulator.advance(200);
    expect((await answer).status).toBe(200);
  });

  test("an abort ends the wait for an answer at once, over a fault that holds it back", async () => {
    const { emulator, answeredCall } = await testEmulator();
    const call = await answeredCall();
    emulator.inject({ fault: "late-reply", delayMs: 60_000 });
    const url = `https://api.telnyx.com/v2/calls/${encodeURIComponent(call.callControlId)}/actions/hangup`;
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    const waiting = emulator.fetch(url, { method: "POST", headers, signal: AbortSignal.timeout(20) });
    await expect(waiting).rejects.toMatchObject({ name: "TimeoutError" });
    await emulator.settle();
    expect(call.state).toBe("ended");
  });

  test("can be taken away, and hit by chance as the seed decides", async () => {
    const { emulator, act, answeredCall } = await testEmulator({ seed: 3 });
    const call = await answeredCall();
    const remove = emulator.inject({ fault: "error-before", probability: 0.5 });
    const statuses = [];
    for (let count = 0; count < 40; count += 1) statuses.push((await act(call, "send_dtmf", { digits: "1" })).status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    remove();
    expect((await act(call, "send_dtmf", { digits: "1" })).status).toBe(200);
  });
});

describe("a fault that could never hit", () => {
  test.each([
    [{ fault: "lost-reply", on: "voice.anser" }, 'The fault lost-reply is on "voice.anser", which is no operation'],
    [{ fault: "lost-reply", on: "call.answered" }, "like voice.dial"],
    [{ fault: "duplicate", on: "voice.answer" }, 'The fault duplicate is on "voice.answer", which is no event'],
    [{ fault: "duplicated" as "duplicate" }, "There is no fault duplicated. There are duplicate, reorder, delay"],
  ] as const)("is refused with what it could be on: %o", async (fault, message) => {
    const { emulator } = await testEmulator();
    expect(() => emulator.inject(fault)).toThrow(message);
    await expect(testEmulator({ faults: [fault] })).rejects.toThrow(message);
  });

  test("can be distinguished from one for a family of events or operations", async () => {
    const { emulator } = await testEmulator();
    for (const on of ["*", "call.*", "call.hangup", undefined]) emulator.inject({ fault: "drop", on });
    for (const on of ["*", "voice.*", "recordings.transcriptions.list"]) emulator.inject({ fault: "slow", on });
  });
});
