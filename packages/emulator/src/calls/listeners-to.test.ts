import { expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

async function supervised(supervisor_role: string) {
  const calls = await testEmulator();
  const { dialled, act, emulator } = calls;
  const a = await dialled({ to: "+12025550111" });
  const b = await dialled({ to: "+12025550112" });
  await act(a, "bridge", { call_control_id: b.callControlId });
  await emulator.settle();
  const s = await dialled({ to: "+12025550113", supervise_call_control_id: a.callControlId, supervisor_role });
  const heard = async () => {
    for (const [party, text] of [
      [a, "a"],
      [b, "b"],
      [s, "s"],
    ] as const)
      await party.say(text);
    return [a, b, s].map(({ hears }) => hears.map(({ text }) => text).join(""));
  };
  return { ...calls, s, heard };
}

test.each([
  ["barge", ["bs", "as", "ab"]],
  ["whisper", ["bs", "a", "ab"]],
  ["monitor", ["b", "a", "ab"]],
])("a supervisor who dials in to %s hears both sides, and is heard as the role says", async (role, expected) => {
  const { heard } = await supervised(role);
  expect(await heard()).toEqual(expected);
});

test("switch_supervisor_role changes who hears the supervisor, whose hangup changes nothing else", async () => {
  const { heard, act, s } = await supervised("monitor");
  await act(s, "switch_supervisor_role", { role: "barge" });
  expect(await heard()).toEqual(["bs", "as", "ab"]);
  await s.hangup();
  expect(await heard()).toEqual(["bsb", "asa", "ab"]);
});

test.each([
  ["barge", ["bs", "as", "ab"]],
  ["whisper", ["bs", "a", "ab"]],
  ["monitor", ["b", "a", "ab"]],
] as const)("who supervises a participant of a conference to %s is heard as in a bridge", async (role, expected) => {
  const { api, dialled, emulator } = await testEmulator();
  const a = await dialled({ to: "+12025550111" });
  const b = await dialled({ to: "+12025550112" });
  const { body } = await api("POST", "/conferences", { call_control_id: a.callControlId, name: "daily" });
  await api("POST", `/conferences/${body.data?.id}/actions/join`, { call_control_id: b.callControlId });
  await emulator.settle();
  const supervise = { supervise_call_control_id: a.callControlId, supervisor_role: role };
  const s = await dialled({ to: "+12025550113", ...supervise });
  await a.say("a");
  await b.say("b");
  await s.say("s");
  expect([a, b, s].map(({ hears }) => hears.map(({ text }) => text).join(""))).toEqual(expected);
});

test("a caller whom nobody answered rings on until the dialled side is there, and is answered by the bridge", async () => {
  const { emulator, api, types } = await testEmulator();
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  const dial = { connection_id: emulator.connectionId, from: "+12025550102", to: "sip:1001@sip.telnyx.com" };
  await api("POST", "/calls", { ...dial, link_to: caller.callControlId, bridge_on_answer: true });
  await emulator.settle();
  expect(types().slice(2)).toEqual(["call.answered", "call.answered", "call.bridged", "call.bridged"]);
  expect(caller.state).toBe("answered");
});

test("transfer plays its audio to the destination before both are connected", async () => {
  const { emulator, act, answeredCall, webhooks } = await testEmulator();
  const audio_url = "https://example.com/whisper.mp3";
  emulator.setMedia(audio_url, { durationMs: 5_000 });
  await act(await answeredCall(), "transfer", { to: "+12025550103", audio_url });
  await emulator.settle();
  const last = (type: string) =>
    Date.parse(webhooks.filter(({ data }) => data.event_type === type).at(-1)?.data.occurred_at ?? "");
  expect(last("call.bridged") - last("call.answered")).toBeGreaterThanOrEqual(5_000);
});

test("the webhook_url of a transfer is that of the new leg", async () => {
  const { emulator, act, answeredCall, webhooks } = await testEmulator();
  const call = await answeredCall();
  await act(call, "transfer", { to: "+12025550103", webhook_url: "https://app.example.com/outbound" });
  await emulator.settle();
  await call.hangup();
  for (const { data, meta } of webhooks) {
    const isNew = data.payload.call_control_id !== call.callControlId;
    expect(meta.delivered_to.endsWith("/outbound"), data.event_type).toBe(isNew);
  }
});

test("what is spoken after a stop plays, and what waited before it does not", async () => {
  const { emulator, act, answeredCall, payloads } = await testEmulator();
  const call = await answeredCall();
  await act(call, "playback_start", { audio_url: "https://example.com/a.mp3", loop: "infinity" });
  await act(call, "playback_start", { audio_url: "https://example.com/b.mp3" });
  await emulator.advance(1_000);
  await act(call, "playback_stop", { stop: "all" });
  await act(call, "speak", { payload: "Goodbye", voice: "female" });
  await emulator.settle();
  expect(payloads("call.playback.started")).toHaveLength(1);
  expect(payloads("call.speak.ended")).toMatchObject([{ status: "completed" }]);
});

test("who speaks alone in a conference has the floor", async () => {
  const { emulator, api, answeredCall, types } = await testEmulator();
  const call = await answeredCall();
  await api("POST", "/conferences", { call_control_id: call.callControlId, name: "a" });
  await emulator.settle();
  await call.say("Hello?");
  expect(types()).toContain("conference.floor.changed");
});

test("call.initiated has a start_time for inbound legs only", async () => {
  const { answeredCall, dialled, payloads } = await testEmulator();
  await answeredCall();
  await dialled();
  expect(payloads("call.initiated").map(({ start_time }) => typeof start_time)).toEqual(["string", "undefined"]);
});
