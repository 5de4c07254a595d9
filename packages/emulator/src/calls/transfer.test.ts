import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

describe("transfer", () => {
  test("dials in the same session and bridges both when the other one answers", async () => {
    const { emulator, answeredCall, act, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "transfer", { to: "+12025550104", target_leg_client_state: btoa("b"), client_state: btoa("a") });
    await emulator.settle();
    expect(types().slice(2)).toEqual(["call.initiated", "call.answered", "call.bridged", "call.bridged"]);
    const [, target] = payloads("call.initiated");
    expect(target).toMatchObject({
      from: "+12025550102",
      to: "+12025550104",
      call_session_id: call.callSessionId,
      client_state: btoa("b"),
    });
    expect(payloads("call.bridged").map((payload) => payload.client_state)).toEqual([btoa("a"), btoa("b")]);
  });

  test.each([
    [{}, "ended"],
    [{ park_after_unbridge: "self" }, "answered"],
  ] as const)("with %j leaves the first leg %s when the new one hangs up", async (body, state) => {
    const { emulator, answeredCall, act } = await testEmulator();
    const call = await answeredCall();
    await act(call, "transfer", { to: "+12025550104", ...body });
    await emulator.settle();
    const target = emulator.parties.find(({ callControlId }) => callControlId !== call.callControlId);
    await target?.hangup();
    expect([call.state, target?.state]).toEqual([state, "ended"]);
  });

  test("that fails ends the new leg only", async () => {
    const { emulator, answeredCall, act, payloads } = await testEmulator({ callee: { does: "busy" } });
    const call = await answeredCall();
    await act(call, "transfer", { to: "+12025550104" });
    await emulator.settle();
    expect(payloads("call.hangup")).toMatchObject([{ to: "+12025550104", hangup_cause: "user_busy" }]);
    expect((await act(call, "speak", { payload: "sorry", voice: "female" })).status).toBe(200);
  });

  test("is refused before the answer, unless the behaviour is set otherwise", async () => {
    const strict = await testEmulator();
    const call = await strict.emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    expect((await strict.act(call, "transfer", { to: "+12025550104" })).body.errors?.[0]?.code).toBe("90034");
    const loose = await testEmulator({ behaviour: { transferUnanswered: true } });
    const other = await loose.emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    expect((await loose.act(other, "transfer", { to: "+12025550104" })).status).toBe(200);
  });

  test.each([
    ["stays", "answered"],
    ["ends", "ended"],
  ] as const)(
    "whose caller hangs up while the target hears the audio leaves the target %s as the setting says",
    async (transferWithoutCaller, state) => {
      const { emulator, answeredCall, act } = await testEmulator({ behaviour: { transferWithoutCaller } });
      const call = await answeredCall();
      await act(call, "transfer", { to: "+12025550104", audio_url: "https://example.com/whisper.wav" });
      const target = emulator.parties.find(({ callControlId }) => callControlId !== call.callControlId);
      while (target?.state === "ringing") await emulator.advance(100);
      await call.hangup();
      await emulator.settle();
      expect(target?.state).toBe(state);
    },
  );

  test("ends the ringing leg when the caller hangs up", async () => {
    const { emulator, answeredCall, act, payloads } = await testEmulator({ callee: { does: "ring" } });
    const call = await answeredCall();
    await act(call, "transfer", { to: "+12025550104" });
    await emulator.settle();
    await call.hangup();
    expect(payloads("call.hangup").map((payload) => payload.hangup_cause)).toEqual([
      "normal_clearing",
      "originator_cancel",
    ]);
  });
});
