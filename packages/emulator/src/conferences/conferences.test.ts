import { describe, expect, test } from "vitest";
import { type ApiResult, type TestEmulator, testEmulator } from "../__tests__/test-call.js";
import type { Party } from "../calls/party.js";
import type { EmulatorOptions } from "../options.js";

const audio_url = "https://example.com/a.mp3";

/** An emulator with the shortest way to conferences. */
async function conferencing(options: EmulatorOptions = {}) {
  const calls: TestEmulator = await testEmulator(options);
  const { api, emulator } = calls;
  const act = async (id: string, action: string, body: object = {}) => {
    const result = await api("POST", `/conferences/${encodeURIComponent(id)}/actions/${action}`, body);
    await emulator.settle();
    return result;
  };
  return {
    ...calls,
    act,
    code: (result: ApiResult) => [result.status, result.body.errors?.[0]?.code],
    async conference(call: Party, fields: object = {}) {
      const { body } = await api("POST", "/conferences", {
        call_control_id: call.callControlId,
        name: "daily",
        ...fields,
      });
      await emulator.settle();
      return String(body.data?.id);
    },
    join: (id: string, call: Party, fields: object = {}) =>
      act(id, "join", { call_control_id: call.callControlId, ...fields }),
    async participants(id: string, query = "") {
      const { body } = await api("GET", `/conferences/${id}/participants${query}`);
      return body.data as unknown as Record<string, unknown>[];
    },
    retrieve: async (id: string) => (await api("GET", `/conferences/${id}`)).body.data,
  };
}

const heard = (party: Party) => party.hears.map(({ text }) => text);

describe("a conference", () => {
  test("begins with one call, takes others, and ends with the last of them", async () => {
    const { conference, join, act, answeredCall, types, retrieve, payloads } = await conferencing();
    const [first, second] = [await answeredCall(), await answeredCall()];
    const before = types().length;
    const id = await conference(first, { client_state: "YQ==" });
    expect(await retrieve(id)).toMatchObject({ status: "in_progress", name: "daily" });
    await join(id, second, { client_state: "Yg==" });
    await act(id, "leave", { call_control_id: first.callControlId });
    expect(first.state).toBe("answered");
    await second.hangup();
    expect(types().slice(before)).toEqual([
      "conference.created",
      "conference.participant.joined",
      "conference.participant.joined",
      "conference.participant.left",
      "call.hangup",
      "conference.participant.left",
      "conference.ended",
    ]);
    expect(await retrieve(id)).toMatchObject({ status: "completed", end_reason: "all_left" });
    // The state of the creator, whoever the event is about.
    expect(payloads("conference.participant.joined").map(({ client_state }) => client_state)).toEqual(["YQ==", "YQ=="]);
    expect(payloads("conference.ended")).toMatchObject([{ reason: "all_left", call_control_id: first.callControlId }]);
  });

  test("hangs everybody up when it is ended, or when its host leaves", async () => {
    const { conference, join, act, answeredCall, retrieve, payloads, code } = await conferencing();
    const [first, second, third, fourth] = [
      await answeredCall(),
      await answeredCall(),
      await answeredCall(),
      await answeredCall(),
    ];
    const id = await conference(first);
    await join(id, second);
    await act(id, "end");
    expect([first.state, second.state]).toEqual(["ended", "ended"]);
    expect(await retrieve(id)).toMatchObject({ end_reason: "ended_via_api" });
    expect(code(await act(id, "mute"))).toEqual([422, "90019"]);

    const other = await conference(third);
    await join(other, fourth, { end_conference_on_exit: true });
    await act(other, "leave", { call_control_id: fourth.callControlId });
    expect([third.state, fourth.state]).toEqual(["ended", "answered"]);
    expect(await retrieve(other)).toMatchObject({
      end_reason: "host_left",
      ended_by: { call_control_id: fourth.callControlId },
    });
    expect(payloads("conference.ended").map(({ reason }) => reason)).toEqual(["all_left", "host_left"]);
  });

  test("closes softly: nobody joins any more, those who are in it stay", async () => {
    const { conference, join, act, answeredCall, retrieve, code } = await conferencing();
    const [first, second, third] = [await answeredCall(), await answeredCall(), await answeredCall()];
    const id = await conference(first);
    await join(id, second, { soft_end_conference_on_exit: true });
    await act(id, "leave", { call_control_id: second.callControlId });
    expect(code(await join(id, third))).toEqual([422, "90019"]);
    expect(await retrieve(id)).toMatchObject({ status: "in_progress" });
    await first.hangup();
    expect(await retrieve(id)).toMatchObject({ status: "completed" });
  });

  test("ends after its time, four hours at the most", async () => {
    const { conference, answeredCall, emulator, retrieve } = await conferencing();
    const short = await conference(await answeredCall(), { duration_minutes: 5 });
    const long = await conference(await answeredCall(), { name: "long", duration_minutes: 999 });
    await emulator.advance(5 * 60_000 + 1_000);
    expect(await retrieve(short)).toMatchObject({ status: "completed", end_reason: "time_exceeded" });
    await emulator.advance(4 * 3_600_000);
    expect(await retrieve(long)).toMatchObject({ status: "completed" });
  });

  test("waits until somebody with the right to begin it comes", async () => {
    const { conference, join, answeredCall, participants, retrieve } = await conferencing();
    const [first, second] = [await answeredCall(), await answeredCall()];
    const id = await conference(first, { start_conference_on_create: false });
    expect(await retrieve(id)).toMatchObject({ status: "init" });
    expect(await participants(id)).toMatchObject([{ on_hold: true }]);
    await first.say("is there anybody");
    await join(id, second, { start_conference_on_enter: true });
    await first.say("good morning");
    expect(heard(second)).toEqual(["good morning"]);
    expect(await participants(id, "?filter[on_hold]=false")).toHaveLength(2);
  });

  test("is found by its name, where the command takes one", async () => {
    const { conference, act, answeredCall, code } = await conferencing();
    await conference(await answeredCall(), { name: "Q3 / review" });
    expect((await act("Q3 / review", "mute")).status).toBe(200);
    expect(code(await act("Q3 / review", "end"))).toEqual([404, "90058"]);
    expect(code(await act("nowhere", "mute"))).toEqual([404, "90058"]);
  });

  test("takes one active conference of a name, a call once, and so many participants", async () => {
    const { conference, join, api, answeredCall, code } = await conferencing();
    const [first, second, third] = [await answeredCall(), await answeredCall(), await answeredCall()];
    const id = await conference(first, { max_participants: 2 });
    const again = { call_control_id: second.callControlId, name: "daily" };
    expect(code(await api("POST", "/conferences", again))).toEqual([422, "90033"]);
    expect(code(await join(id, first))).toEqual([422, "90044"]);
    await join(id, second);
    expect(code(await join(id, third))).toEqual([422, "90032"]);
    expect(code(await api("POST", "/conferences", { ...again, name: "b", max_participants: 801 }))).toEqual([
      422,
      "90044",
    ]);
    expect(
      code(
        await api("POST", "/conferences", { call_control_id: third.callControlId, name: "b", max_participants: 801 }),
      ),
    ).toEqual([422, "10033"]);
  });

  test("needs answered calls that exist", async () => {
    const { emulator, api, code } = await conferencing();
    const ringing = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    const create = (call_control_id: string) => api("POST", "/conferences", { call_control_id, name: "x" });
    expect(code(await create(ringing.callControlId))).toEqual([422, "90034"]);
    expect(code(await create("v3:nobody"))).toEqual([422, "90015"]);
    await ringing.hangup();
    expect(code(await create(ringing.callControlId))).toEqual([422, "90018"]);
  });

  test("ignores a repeated command_id", async () => {
    const { conference, act, answeredCall, api, types } = await conferencing();
    const call = await answeredCall();
    const create = { call_control_id: call.callControlId, name: "once", command_id: "c" };
    const [one, two] = [await api("POST", "/conferences", create), await api("POST", "/conferences", create)];
    expect(two.body).toEqual(one.body);
    const id = await conference(await answeredCall());
    for (let time = 0; time < 2; time++) await act(id, "speak", { payload: "hi", voice: "female", command_id: "s" });
    expect(types().filter((type) => type === "conference.speak.started")).toHaveLength(1);
  });

  test("is entered out of a bridge and out of a queue, and left for a bridge", async () => {
    const calls = await conferencing();
    const { conference, join, answeredCall, dialled, emulator, types, payloads, participants } = calls;
    const [first, waiting, agent] = [await answeredCall(), await answeredCall(), await dialled()];
    const call = (party: Party, action: string, body: object) =>
      calls.api("POST", `/calls/${encodeURIComponent(party.callControlId)}/actions/${action}`, body);
    const id = await conference(first);
    await call(waiting, "enqueue", { queue_name: "support" });
    await join(id, waiting);
    expect(payloads("call.dequeued")).toMatchObject([{ reason: "leave" }]);
    await call(waiting, "bridge", { call_control_id: agent.callControlId });
    await emulator.settle();
    expect(types().slice(-3)).toEqual(["conference.participant.left", "call.bridged", "call.bridged"]);
    await join(id, agent);
    expect(waiting.state).toBe("ended");
    expect((await participants(id)).map(({ status }) => status)).toEqual(["joined", "left", "joined"]);
  });
});

describe("participants", () => {
  test("hear each other unless they are muted or on hold", async () => {
    const { conference, join, act, answeredCall, participants, types } = await conferencing();
    const [first, second, third] = [await answeredCall(), await answeredCall(), await answeredCall()];
    const id = await conference(first);
    await join(id, second, { mute: true });
    await join(id, third, { hold: true });
    await first.say("one");
    await second.say("two");
    expect([heard(second), heard(third), heard(first)]).toEqual([["one"], [], []]);
    expect((await participants(id, "?filter[muted]=true")).map(({ call_control_id }) => call_control_id)).toEqual([
      second.callControlId,
    ]);

    await act(id, "unmute", { call_control_ids: [second.callControlId] });
    await act(id, "unhold", { call_control_ids: [third.callControlId] });
    await second.say("three");
    expect([heard(first), heard(third)]).toEqual([["three"], ["three"]]);
    await act(id, "hold", { audio_url });
    await first.say("four");
    expect([heard(second), heard(third)]).toEqual([["one"], ["three"]]);
    expect(types().filter((type) => /hold$/.test(type))).toEqual([
      "call.unhold",
      "call.hold",
      "call.hold",
      "call.hold",
    ]);
  });

  test("with a role hear and are heard accordingly", async () => {
    const { conference, join, act, answeredCall, participants } = await conferencing();
    const [caller, agent, supervisor] = [await answeredCall(), await answeredCall(), await answeredCall()];
    const id = await conference(caller);
    await join(id, agent);
    await join(id, supervisor, { supervisor_role: "whisper", whisper_call_control_ids: [agent.callControlId] });
    await supervisor.say("offer a discount");
    await agent.say("we offer a discount");
    expect([heard(caller), heard(agent), heard(supervisor)]).toEqual([
      ["we offer a discount"],
      ["offer a discount"],
      ["we offer a discount"],
    ]);
    expect(await participants(id, "?filter[whispering]=true")).toHaveLength(1);
    for (const [supervisor_role, reached] of [
      ["monitor", 1],
      ["barge", 2],
    ] as const) {
      await act(id, "update", { call_control_id: supervisor.callControlId, supervisor_role });
      await supervisor.say(supervisor_role);
      expect(heard(caller)).toHaveLength(reached);
    }
  });

  test("that speak take the floor, which comes flat as the vendor documents it", async () => {
    const bodies: Record<string, unknown>[] = [];
    const calls = await conferencing({
      webhookHandler: async (request) => {
        bodies.push((await request.json()) as Record<string, unknown>);
        return new Response();
      },
    });
    const { conference, join, answeredCall, payloads } = calls;
    const [first, second] = [await answeredCall(), await answeredCall()];
    const id = await conference(first);
    await join(id, second);
    for (const party of [first, first, second]) await party.say("hello");
    expect(payloads("conference.floor.changed").map(({ call_control_id }) => call_control_id)).toEqual([
      first.callControlId,
      second.callControlId,
    ]);
    const flat = bodies.filter(({ event_type }) => event_type === "conference.floor.changed");
    expect(flat).toHaveLength(2);
    expect(flat[0]).not.toHaveProperty("data");
  });

  test("can be looked at and changed one by one", async () => {
    const { conference, join, api, answeredCall, participants, emulator, retrieve, code } = await conferencing();
    const [first, second] = [await answeredCall(), await answeredCall()];
    const id = await conference(first);
    await join(id, second);
    const [, participant] = await participants(id);
    const path = `/conferences/${id}/participants/${participant?.id}`;
    expect((await api("GET", path)).body.data).toMatchObject({ conference_id: id, end_conference_on_exit: false });
    await api("PATCH", path, { end_conference_on_exit: true });
    await second.hangup();
    await emulator.settle();
    expect(await retrieve(id)).toMatchObject({ end_reason: "host_left" });
    expect(code(await api("GET", `/conferences/${id}/participants/nobody`))).toEqual([404, "10007"]);
  });

  test("are called into a conference by a dial", async () => {
    const { dialled, participants, api, conference, answeredCall } = await conferencing();
    const first = await dialled({ conference_config: { conference_name: "dialled" } });
    const { body } = await api("GET", "/conferences?filter[name]=dialled");
    const id = String((body.data as unknown as { id: string }[])[0]?.id);
    expect(await participants(id)).toMatchObject([{ call_control_id: first.callControlId }]);
    await dialled({ conference_config: { id, mute: true } });
    expect(await participants(id, "?filter[muted]=true")).toHaveLength(1);
    await conference(await answeredCall());
    expect((await api("GET", "/conferences?page[size]=1")).body.meta).toMatchObject({ total_results: 2 });
  });
});

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
  test("is saved on stop and with the end, without the pauses, and stands in the list of recordings", async () => {
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
