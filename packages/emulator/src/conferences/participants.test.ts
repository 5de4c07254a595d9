import { describe, expect, test } from "vitest";
import { audio_url, conferencing, heard } from "./__tests__/conferencing.js";

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

  test("are all muted by an empty list, which is a warning", async () => {
    const { conference, join, act, answeredCall, participants, emulator } = await conferencing();
    const id = await conference(await answeredCall());
    await join(id, await answeredCall());
    expect((await act(id, "mute", { call_control_ids: [] })).status).toBe(200);
    expect(await participants(id, "?filter[muted]=true")).toHaveLength(2);
    expect(String(emulator.timeline)).toContain(
      "conferences.mute: the platform ignores /call_control_ids, which is empty",
    );
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
