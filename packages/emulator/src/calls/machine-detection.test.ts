import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

describe("answering machine detection", () => {
  const machine = { as: "machine", greetingMs: 4_000 } as const;
  const outcomes = [
    ["detect", { as: "human" }, ["call.machine.detection.ended human"]],
    ["detect", machine, ["call.machine.detection.ended machine"]],
    ["detect", { as: "unclear" }, ["call.machine.detection.ended not_sure"]],
    ["detect_beep", machine, ["call.machine.detection.ended machine", "call.machine.greeting.ended beep_detected"]],
    ["detect_beep", { ...machine, beep: false }, ["call.machine.detection.ended machine"]],
    [
      "detect_words",
      { ...machine, beep: false },
      ["call.machine.detection.ended machine", "call.machine.greeting.ended not_sure"],
    ],
    ["greeting_end", machine, ["call.machine.detection.ended machine", "call.machine.greeting.ended beep_detected"]],
    [
      "greeting_end",
      { ...machine, beep: false },
      ["call.machine.detection.ended machine", "call.machine.greeting.ended ended"],
    ],
    ["premium", { as: "human" }, ["call.machine.premium.detection.ended human_residence"]],
    ["premium", { as: "fax" }, ["call.machine.premium.detection.ended fax_detected"]],
    ["premium", { as: "silence" }, ["call.machine.premium.detection.ended silence"]],
    ["premium", { as: "unclear" }, ["call.machine.premium.detection.ended not_sure"]],
    [
      "premium",
      machine,
      ["call.machine.premium.detection.ended machine", "call.machine.premium.greeting.ended beep_detected"],
    ],
    [
      "premium",
      { ...machine, beep: false },
      ["call.machine.premium.detection.ended machine", "call.machine.premium.greeting.ended no_beep_detected"],
    ],
    ["premium", { as: "machine", greetingMs: 1_000 }, ["call.machine.premium.greeting.ended beep_detected"]],
    ["disabled", machine, []],
  ] as const;

  test.each(outcomes)("in mode %s with %j reports %j", async (mode, callee, expected) => {
    const { emulator, dialled } = await testEmulator({ callee });
    await dialled({ answering_machine_detection: mode });
    const results = emulator.timeline.entries.flatMap((entry) =>
      entry.kind === "event" && entry.event_type.startsWith("call.machine")
        ? [`${entry.event_type} ${entry.payload.result}`]
        : [],
    );
    expect(results).toEqual(expected);
  });

  test.each([
    ["detect", {}, 3_500],
    ["premium", {}, 30_000],
    ["detect", { total_analysis_time_millis: 2_000 }, 2_000],
  ])("in mode %s with %j is not sure after %s ms", async (mode, config, ms) => {
    const { emulator, dialled } = await testEmulator({ callee: { as: "unclear" } });
    const stamps = async () => {
      await dialled({ answering_machine_detection: mode, answering_machine_detection_config: config });
      await emulator.settle();
      return emulator.timeline.entries.flatMap((entry) => (entry.kind === "event" ? [entry.at] : []));
    };
    const [, answered = 0, verdict = 0] = await stamps();
    expect(verdict - answered).toBe(ms);
  });

  test("cuts off what plays and gathers when a machine answered", async () => {
    const { emulator, api, act, payloads } = await testEmulator({ callee: { as: "machine" } });
    const dial = {
      connection_id: emulator.connectionId,
      from: "+12025550102",
      to: "+12025550103",
      answering_machine_detection: "detect",
    };
    const { body } = await api("POST", "/calls", dial);
    await emulator.advance(3_000);
    const id = String(body.data?.call_control_id);
    await act(id, "speak", { payload: "a long sentence ".repeat(10), voice: "female" });
    await act(id, "gather", {});
    await emulator.settle();
    expect(payloads("call.speak.ended")).toMatchObject([{ status: "cancelled_amd" }]);
    expect(payloads("call.gather.ended")).toMatchObject([{ status: "cancelled_amd" }]);
  });
});
