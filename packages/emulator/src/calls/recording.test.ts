import { createRecordings } from "@telnyx-kit/recordings";
import { describe, expect, test } from "vitest";
import { testEmulator } from "../__tests__/test-call.js";

const urlOf = ([saved]: Record<string, unknown>[], format: string) =>
  String((saved?.recording_urls as Record<string, string> | undefined)?.[format]);

const wav = { format: "wav", channels: "single" };

describe("recordings", () => {
  test("answer nothing but ok, and tell their id when they are saved", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    expect((await act(call, "record_start", wav)).body).toEqual({ data: { result: "ok" } });
    await emulator.advance(3_000);
    await act(call, "record_stop");
    await emulator.settle();
    const [saved] = payloads("call.recording.saved");
    expect(saved).toMatchObject({ ...wav, public_recording_urls: {}, call_control_id: call.callControlId });
    expect(saved?.start_time).toBe(saved?.recording_started_at);
    expect(Object.keys(saved?.recording_urls as object)).toEqual(["wav"]);
    expect(saved).not.toHaveProperty("from");
  });

  test.each([
    ["wav", "single", 1],
    ["wav", "dual", 2],
  ] as const)(
    "are a real %s file with %s channels, for ten minutes and without a key",
    async (format, channels, count) => {
      const { emulator, act, answeredCall, payloads } = await testEmulator();
      const call = await answeredCall();
      await act(call, "record_start", { format, channels });
      await emulator.advance(2_000);
      await call.hangup();
      const url = urlOf(payloads("call.recording.saved"), format);
      const response = await emulator.fetch(url);
      const bytes = new DataView(await response.arrayBuffer());
      const text = (at: number) => String.fromCharCode(...new Uint8Array(bytes.buffer, at, 4));
      expect([response.status, text(0), text(8), text(36)]).toEqual([200, "RIFF", "WAVE", "data"]);
      expect([bytes.getUint16(22, true), bytes.getUint32(24, true)]).toEqual([count, 8_000]);
      expect(bytes.byteLength).toBe(44 + 2 * 16_000 * count);
      expect(Number(response.headers.get("content-length"))).toBe(bytes.byteLength);
      await emulator.advance(601_000);
      expect((await emulator.fetch(url)).status).toBe(403);
    },
  );

  test("are a row of MPEG frames as mp3", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "record_start", { format: "mp3", channels: "dual" });
    await emulator.advance(7_200);
    await call.hangup();
    const bytes = new Uint8Array(
      await (await emulator.fetch(urlOf(payloads("call.recording.saved"), "mp3"))).arrayBuffer(),
    );
    expect(bytes.length).toBe(100 * 72);
    for (let at = 0; at < bytes.length; at += 72) expect([bytes[at], bytes[at + 1]]).toEqual([0xff, 0xe3]);
  });

  test("leave pauses out of their length", async () => {
    const { emulator, act, api, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "record_start", wav);
    await emulator.advance(1_000);
    await act(call, "record_pause");
    await emulator.advance(5_000);
    await act(call, "record_resume");
    await emulator.advance(1_000);
    await act(call, "record_stop");
    await emulator.settle();
    const id = payloads("call.recording.saved")[0]?.recording_id;
    expect((await api("GET", `/recordings/${id}`)).body.data).toMatchObject({
      duration_millis: 2_000,
      status: "completed",
      source: "call",
    });
  });

  test("carry the custom name and the time of their start in the address", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "record_start", { ...wav, custom_file_name: "message" });
    await emulator.advance(1_000);
    await call.hangup();
    expect(urlOf(payloads("call.recording.saved"), "wav")).toMatch(/\/message-\d{10}\.wav\?expires=\d{10}$/);
  });

  test("end at max_length, and after timeout_secs of silence", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "record_start", { ...wav, max_length: 5 });
    await emulator.advance(5_600);
    expect(payloads("call.recording.saved")).toHaveLength(1);
    await act(call, "record_start", { ...wav, timeout_secs: 3 });
    await emulator.advance(2_000);
    await call.say("something that takes more than three seconds to be said in a telephone call");
    await emulator.advance(2_900);
    expect(payloads("call.recording.saved")).toHaveLength(1);
    await emulator.advance(1_000);
    expect(payloads("call.recording.saved")).toHaveLength(2);
  });

  test("run beside each other and are chosen by recording_id", async () => {
    const { emulator, dialled, act, payloads } = await testEmulator();
    const answer = await dialled({ record: "record-from-answer", record_format: "wav" });
    await act(answer, "record_start", wav);
    expect((await act(answer, "record_stop", { recording_id: "94819892-2f9c-4274-99b0-1f0f0b30a137" })).status).toBe(
      422,
    );
    await emulator.advance(1_000);
    await answer.hangup();
    expect(payloads("call.recording.saved")).toHaveLength(2);
  });

  test("from the answer have the id that the response named", async () => {
    const { emulator, act, payloads } = await testEmulator();
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    const { body } = await act(call, "answer", { record: "record-from-answer" });
    await emulator.settle();
    await call.hangup();
    expect(payloads("call.recording.saved")[0]?.recording_id).toBe(body.data?.recording_id);
  });

  test("of a call that nobody answers do not exist", async () => {
    const { dialled, types } = await testEmulator({ callee: { does: "busy" } });
    await dialled({ record: "record-from-answer" });
    expect(types()).toEqual(["call.initiated", "call.hangup"]);
  });

  test("are transcribed where asked for", async () => {
    const { emulator, act, api, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await call.say("before");
    await act(call, "record_start", { ...wav, transcription: true });
    await call.say("call me back");
    await act(call, "record_stop");
    await emulator.settle();
    expect(payloads("call.recording.transcription.saved")).toMatchObject([
      { transcription_text: "call me back", status: "completed" },
    ]);
    const id = String(payloads("call.recording.transcription.saved")[0]?.recording_transcription_id);
    expect((await api("GET", `/recording_transcriptions/${id}`)).body.data?.transcription_text).toBe("call me back");
    expect((await api("GET", "/recording_transcriptions")).body.meta).toMatchObject({ total_results: 1 });
    expect((await api("DELETE", `/recording_transcriptions/${id}`)).status).toBe(200);
    expect((await api("GET", `/recording_transcriptions/${id}`)).status).toBe(404);
  });

  test("are listed with their transcriptions to the last page, and downloaded, by the packages themselves", async () => {
    const { emulator, act, answeredCall } = await testEmulator({ port: 0 });
    const recordings = createRecordings({ apiKey: emulator.apiKey, baseUrl: emulator.url });
    for (const said of ["one", "two", "three"]) {
      const call = await answeredCall();
      await act(call, "record_start", { ...wav, transcription: true });
      await call.say(said);
      await call.hangup();
    }
    const texts: unknown[] = [];
    const list = recordings.transcriptions.list({ page: { size: 1 } });
    for await (const { transcription_text } of list) texts.push(transcription_text);
    expect(texts.sort()).toEqual(["one", "three", "two"]);
    expect((await list).meta).toMatchObject({ page_number: 1, page_size: 1, total_pages: 3, total_results: 3 });
    const last = await recordings.transcriptions.list({ page: { number: 3, size: 1 } });
    expect([last.data.length, await last.next()]).toEqual([1, undefined]);

    const [recording] = (await recordings.list()).data;
    const audio = await recordings.download(String(recording?.id));
    expect([audio.headers.get("content-type"), (await audio.arrayBuffer()).byteLength > 1_000]).toEqual([
      "audio/wav",
      true,
    ]);
  });

  test("get a fresh address with every look at them", async () => {
    const { emulator, act, api, answeredCall, payloads } = await testEmulator();
    const call = await answeredCall();
    await act(call, "record_start", wav);
    await emulator.advance(1_000);
    await call.hangup();
    await emulator.advance(601_000);
    const { body } = await api("GET", `/recordings/${payloads("call.recording.saved")[0]?.recording_id}`);
    expect((await emulator.fetch(urlOf([{ recording_urls: body.data?.download_urls }], "wav"))).status).toBe(200);
  });

  test("that cannot be stored are reported", async () => {
    const { emulator, act, answeredCall, payloads } = await testEmulator();
    emulator.setRecordingError("Invalid credentials json");
    const call = await answeredCall();
    await act(call, "record_start", wav);
    await call.hangup();
    expect(payloads("call.recording.error")).toMatchObject([{ reason: "Invalid credentials json" }]);
  });
});
