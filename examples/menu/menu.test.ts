import { expect, test } from "vitest";
import { startRehearsal } from "../rehearse.js";
import { menu } from "./menu.js";

const departments = { 1: "+12025550111", 2: "+12025550112" };

async function call() {
  const { emulator, kit } = await startRehearsal();
  menu({ ...kit, departments });
  return { emulator, caller: await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" }) };
}

test("a caller who presses a wrong key is asked again and reaches the department", async () => {
  const { emulator, caller } = await call();
  await caller.press("9");
  await caller.press("2");
  const gathered = emulator.timeline.entries.flatMap((entry) =>
    entry.kind === "event" && entry.event_type === "call.gather.ended" ? [entry.payload] : [],
  );
  expect(gathered).toMatchObject([{ status: "valid", digits: "2" }]);
  expect(emulator.parties.map((party) => [party.direction, party.state])).toEqual([
    ["incoming", "answered"],
    ["outgoing", "answered"],
  ]);
  expect(emulator.timeline.events.filter((type) => type === "call.bridged")).toHaveLength(2);
  const dialled = emulator.timeline.entries.find(
    (entry) => entry.kind === "event" && entry.payload.direction === "outgoing",
  );
  expect(dialled).toMatchObject({ payload: { to: departments[2] } });
});

test("after three wrong keys the caller hears a goodbye and the call ends", async () => {
  const { emulator, caller } = await call();
  for (const key of ["9", "8", "7"]) await caller.press(key);
  expect(caller.state).toBe("ended");
  expect(emulator.timeline.events.slice(-3)).toEqual(["call.speak.started", "call.speak.ended", "call.hangup"]);
});

test("a caller who presses nothing is asked three times", async () => {
  const { emulator, caller } = await call();
  for (let time = 0; time < 3; time += 1) {
    expect(caller.state).toBe("answered");
    await emulator.advance(10_000);
    await emulator.settle();
  }
  expect(caller.state).toBe("ended");
});

test("nothing is sent to a caller who hung up", async () => {
  const { emulator, caller } = await call();
  await caller.hangup();
  const commands = emulator.timeline.entries.flatMap((entry) => (entry.kind === "command" ? [entry.operation] : []));
  expect(commands).toEqual(["voice.answer", "gather.gatherUsingSpeak"]);
});
