import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const speech = { payload: "press a key", voice: "female" };

describe("gather", () => {
  test("ends at once when the maximum is reached", async () => {
    const { act, answeredCall, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather", { maximum_digits: 3, gather_id: "pin" });
    await call.press("123");
    expect(types().slice(2)).toEqual([
      "call.dtmf.received",
      "call.dtmf.received",
      "call.dtmf.received",
      "call.gather.ended",
    ]);
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "123", status: "valid", gather_id: "pin" }]);
    expect(payloads("call.dtmf.received").map((payload) => payload.digit)).toEqual(["1", "2", "3"]);
  });

  test("ends at the terminating digit, which is not part of the digits", async () => {
    const { act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather", { terminating_digit: "*" });
    await call.press("12*");
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "12", status: "valid" }]);
  });

  test("times out with no digits after initial_timeout_millis", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather", { initial_timeout_millis: 2_000 });
    await emulator.advance(1_900);
    expect(payloads("call.gather.ended")).toEqual([]);
    await emulator.advance(200);
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "", status: "timeout" }]);
  });

  test.each([
    { minimum_digits: 1, status: "valid" },
    { minimum_digits: 4, status: "invalid" },
  ])(
    "ends after the pause between digits: $status with a minimum of $minimum_digits",
    async ({ minimum_digits, status }) => {
      const { emulator, act, answeredCall, payloads } = await testEmulator();
      const call = await answeredCall();
      await act(call, "gather", { minimum_digits, inter_digit_timeout_millis: 1_000 });
      await call.press("12");
      await emulator.advance(1_100);
      expect(payloads("call.gather.ended")).toMatchObject([{ digits: "12", status }]);
    },
  );

  test.each([
    { minimum_digits: 1, status: "valid" },
    { minimum_digits: 9, status: "timeout" },
  ])(
    "ends after timeout_millis in all: $status with a minimum of $minimum_digits",
    async ({ minimum_digits, status }) => {
      const { emulator, act, answeredCall, payloads } = await testEmulator();
      const call = await answeredCall();
      await act(call, "gather", { minimum_digits, timeout_millis: 3_000 });
      await call.press("1www1www1ww1");
      await emulator.advance(3_000);
      expect(payloads("call.gather.ended")).toMatchObject([{ status }]);
    },
  );

  test("collects a digit that is not valid, and is invalid at its end", async () => {
    const { act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather", { valid_digits: "12", maximum_digits: 2 });
    await call.press("19");
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "19", status: "invalid" }]);
  });

  test("is replaced by a second gather, and cancelled by stopGather with the digits so far", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather", {});
    await act(call, "gather", {});
    await call.press("7");
    await act(call, "gather_stop");
    await emulator.settle();
    expect(payloads("call.gather.ended")).toMatchObject([
      { status: "cancelled", digits: "" },
      { status: "cancelled", digits: "7" },
    ]);
  });

  test("ends as call_hangup before the call ends", async () => {
    const { act, answeredCall, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather", {});
    await call.hangup();
    expect(payloads("call.gather.ended")).toMatchObject([{ status: "call_hangup" }]);
    expect(types().slice(-2)).toEqual(["call.gather.ended", "call.hangup"]);
  });

  test.each([
    [{ minimum_digits: 0 }, "90022"],
    [{ maximum_digits: 129 }, "90023"],
    [{ minimum_digits: 5, maximum_digits: 4 }, "90023"],
    [{ inter_digit_timeout_millis: 120_001 }, "90026"],
    [{ initial_timeout_millis: 0 }, "90056"],
    [{ timeout_millis: 0 }, "90025"],
  ])("refuses %j with %s", async (body, code) => {
    const { act, answeredCall } = await testEmulator();
    const result = await act(await answeredCall(), "gather", body);
    expect([result.status, result.body.errors?.[0]?.code]).toEqual([422, code]);
  });
});

describe("without settings", () => {
  test.each([
    { keys: "", afterMs: 5_000, status: "timeout", digits: "" },
    { keys: "1", afterMs: 5_000, status: "valid", digits: "1" },
    { keys: "1wwwwwwwww".repeat(13), afterMs: 3_600, status: "valid", digits: "1".repeat(13) },
  ])("a gather of the keys $keys ends $afterMs ms later as $status", async ({ keys, afterMs, status, digits }) => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather", {});
    if (keys) await call.press(keys);
    await emulator.advance(afterMs - 100);
    expect(payloads("call.gather.ended")).toEqual([]);
    await emulator.advance(200);
    expect(payloads("call.gather.ended")).toMatchObject([{ status, digits }]);
  });

  test.each([
    ["1#", "1", "valid"],
    ["1".repeat(128), "1".repeat(128), "valid"],
    ["*A#", "*A", "invalid"],
  ])("a gather of the keys %s has the digits %s and is %s", async (keys, digits, status) => {
    const { act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather", {});
    await call.press(keys);
    expect(payloads("call.gather.ended")).toMatchObject([{ digits, status }]);
    expect(payloads("call.gather.ended")[0]).not.toHaveProperty("speech");
  });

  test("a prompt plays three times, each with a minute to press a key", async () => {
    const { emulator, act, answeredCall, payloads, types } = await testEmulator({
      behaviour: { gatherSpeakEvents: true },
    });
    await act(await answeredCall(), "gather_using_speak", speech);
    await emulator.advance(180_000);
    expect(types().filter((type) => type === "call.speak.ended")).toHaveLength(3);
    expect(payloads("call.gather.ended")).toEqual([]);
    await emulator.advance(10_000);
    expect(payloads("call.gather.ended")).toMatchObject([{ status: "timeout" }]);
  });
});

describe("gatherUsingSpeak", () => {
  test.each([
    [{ maximum_tries: 0 }, "90024"],
    [{ maximum_tries: 129 }, "90024"],
    [{ terminating_digit: "A" }, "90007"],
    [{ valid_digits: "x" }, "90008"],
  ])("refuses the setting %j with %s", async (body, code) => {
    const { act, answeredCall } = await testEmulator();
    const result = await act(await answeredCall(), "gather_using_speak", { ...speech, ...body });
    expect([result.status, result.body.errors?.[0]?.code]).toEqual([422, code]);
  });

  test("collects after its prompt, which reports nothing", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather_using_speak", { ...speech, maximum_digits: 1 });
    await emulator.settle();
    await call.press("4");
    expect(types().slice(2)).toEqual(["call.dtmf.received", "call.gather.ended"]);
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "4", status: "valid" }]);
  });

  test("reports its prompt where the behaviour is set so", async () => {
    const { emulator, act, answeredCall, types } = await testEmulator({ behaviour: { gatherSpeakEvents: true } });
    const call = await answeredCall();
    await act(call, "gather_using_speak", { ...speech, maximum_digits: 1 });
    await emulator.settle();
    expect(types().slice(2)).toEqual(["call.speak.started", "call.speak.ended"]);
  });

  test("plays the prompt maximum_tries times without input, then times out", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator({
      behaviour: { gatherSpeakEvents: true },
    });
    const call = await answeredCall();
    await act(call, "gather_using_speak", { ...speech, maximum_tries: 2, timeout_millis: 1_000 });
    await emulator.advance(20_000);
    expect(types().filter((type) => type === "call.speak.started")).toHaveLength(2);
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "", status: "timeout" }]);
  });

  test("speaks invalid_payload before the next try after wrong input, and is invalid in the end", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator({
      behaviour: { gatherSpeakEvents: true },
    });
    const call = await answeredCall();
    await act(call, "gather_using_speak", {
      ...speech,
      invalid_payload: "wrong",
      maximum_tries: 2,
      valid_digits: "1",
      maximum_digits: 1,
    });
    await emulator.settle();
    await call.press("2");
    expect(types().filter((type) => type === "call.speak.started")).toHaveLength(3);
    await call.press("3");
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "3", status: "invalid" }]);
  });
});

describe("gatherUsingAudio", () => {
  test("is interrupted by the first key, which counts", async () => {
    const { emulator, act, answeredCall, types, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather_using_audio", { audio_url: "https://example.com/menu.mp3", maximum_digits: 2 });
    await emulator.advance(1_000);
    await call.press("12");
    expect(types().slice(2)).toEqual([
      "call.playback.started",
      "call.dtmf.received",
      "call.playback.ended",
      "call.dtmf.received",
      "call.gather.ended",
    ]);
    expect(payloads("call.playback.ended")).toMatchObject([{ status: "cancelled" }]);
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "12", status: "valid" }]);
  });

  test("plays invalid_audio_url before the next try", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    const prompts = { audio_url: "https://example.com/menu.mp3", invalid_audio_url: "https://example.com/wrong.mp3" };
    await act(call, "gather_using_audio", { ...prompts, valid_digits: "1", maximum_digits: 1, maximum_tries: 2 });
    await emulator.settle();
    await call.press("2");
    expect(payloads("call.playback.started").map((payload) => payload.media_url)).toEqual([
      prompts.audio_url,
      prompts.invalid_audio_url,
      prompts.audio_url,
    ]);
    await call.press("1");
    expect(payloads("call.gather.ended")).toMatchObject([{ digits: "1", status: "valid" }]);
  });

  test("is cancelled while its prompt plays", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "gather_using_audio", { audio_url: "https://example.com/menu.mp3" });
    await emulator.advance(1_000);
    await act(call, "gather_stop");
    await emulator.settle();
    expect(payloads("call.playback.ended")).toMatchObject([{ status: "cancelled" }]);
    expect(payloads("call.gather.ended")).toMatchObject([{ status: "cancelled" }]);
  });
});

test("keys are reported outside a gather too, but not before the answer", async () => {
  const { emulator, act, payloads } = await testEmulator();
  const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await call.press("1");
  await act(call, "answer");
  await emulator.settle();
  await call.press("2");
  expect(payloads("call.dtmf.received").map((payload) => payload.digit)).toEqual(["2"]);
});
