import { describe, expect, test } from "vitest";
import type { Party } from "../calls/party.js";
import { conferencing, heard } from "./__tests__/conferencing.js";

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
    // The state of the creator, for an event about anybody.
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
