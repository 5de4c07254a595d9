import { describe, expect, test } from "vitest";
import { audio_url, conferencing } from "./__tests__/conferencing.js";

describe("audio in a conference", () => {
  test("is reported for the conference, or for the participants that were chosen", async () => {
    const { conference, join, act, answeredCall, types, payloads } = await conferencing();
    const [first, second] = [await answeredCall(), await answeredCall()];
    const id = await conference(first);
    await join(id, second);
    const before = types().length;
    await act(id, "play", { audio_url, loop: 2 });
    await act(id, "speak", { payload: "hello", voice: "female", call_control_ids: [second.callControlId] });
    expect(types().slice(before)).toEqual([
      "conference.playback.started",
      "conference.playback.ended",
      "conference.participant.speak.started",
      "conference.participant.speak.ended",
    ]);
    expect(payloads("conference.playback.started")[0]).toMatchObject({ conference_id: id, media_url: audio_url });
    expect(payloads("conference.playback.started")[0]).not.toHaveProperty("call_control_id");
    expect(payloads("conference.participant.speak.ended")).toMatchObject([{ call_control_id: second.callControlId }]);
  });

  test("stops by command, for one, for all, and with the conference", async () => {
    const { conference, join, act, answeredCall, types, emulator } = await conferencing();
    const [first, second] = [await answeredCall(), await answeredCall()];
    const id = await conference(first);
    await join(id, second);
    const forever = { audio_url, loop: "infinity" };
    const legs = { call_control_ids: [first.callControlId, second.callControlId] };
    await act(id, "play", { ...forever, ...legs });
    await act(id, "stop", { call_control_ids: [second.callControlId] });
    expect(types().at(-1)).toBe("conference.participant.playback.ended");
    await act(id, "play", forever);
    await act(id, "stop");
    await emulator.settle();
    expect(types().slice(-3)).toEqual([
      "conference.playback.started",
      "conference.participant.playback.ended",
      "conference.playback.ended",
    ]);
    await act(id, "play", forever);
    await act(id, "end");
    expect(types().slice(-2)).toEqual(["conference.playback.ended", "conference.ended"]);
  });

  test("that cannot be fetched is heard by nobody, or refused", async () => {
    const quiet = await conferencing();
    quiet.emulator.setMedia(audio_url, { missing: true });
    const id = await quiet.conference(await quiet.answeredCall());
    await quiet.act(id, "play", { audio_url });
    expect(quiet.types()).not.toContain("conference.playback.started");
    const strict = await conferencing({ behaviour: { missingAudio: "refuse" } });
    strict.emulator.setMedia(audio_url, { missing: true });
    const other = await strict.conference(await strict.answeredCall());
    expect(strict.code(await strict.act(other, "play", { audio_url }))).toEqual([400, "90040"]);
  });

  test("asks one participant for keys, and sends keys to all", async () => {
    const { conference, join, act, answeredCall, payloads } = await conferencing();
    const [first, second] = [await answeredCall(), await answeredCall()];
    const id = await conference(first);
    await join(id, second);
    await act(id, "gather_using_audio", { call_control_id: second.callControlId, audio_url, maximum_digits: 2 });
    await second.press("42");
    expect(payloads("call.gather.ended")).toMatchObject([
      { call_control_id: second.callControlId, digits: "42", status: "valid" },
    ]);
    await act(id, "send_dtmf", { digits: "12#" });
    expect([first.keysHeard, second.keysHeard]).toEqual(["12#", "12#"]);
  });
});

describe("the recording of a conference", () => {
  test("is saved on stop and with the end, without the pauses, and is in the list of recordings", async () => {
    const { conference, act, answeredCall, emulator, payloads, api } = await conferencing();
    const call = await answeredCall();
    const id = await conference(call);
    await act(id, "record_start", { format: "wav", channels: "dual" });
    await emulator.advance(2_000);
    await act(id, "record_pause");
    await emulator.advance(5_000);
    await act(id, "record_resume");
    await emulator.advance(1_000);
    await act(id, "record_stop");
    await act(id, "record_start", { format: "mp3" });
    await call.hangup();
    expect(payloads("conference.recording.saved")).toMatchObject([
      { conference_id: id, format: "wav", channels: "dual" },
      { conference_id: id, format: "mp3", channels: "single" },
    ]);
    const { body } = await api("GET", "/recordings");
    expect((body.data as unknown as Record<string, unknown>[])[0]).toMatchObject({
      source: "conference",
      conference_id: id,
      duration_millis: 3_000,
    });
  });
});
