import { type Callee, type Party, rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { expect, test } from "vitest";
import { createSupervisedCall } from "./supervised-call.js";

const numbers = { from: "+12025550102", agent: "+12025550111", supervisor: "+12025550112" };

async function call(callee: Callee = { does: "answer" }) {
  const emulator = await rehearse((rehearsal) => createSupervisedCall({ ...rehearsal, ...numbers }), { callee });
  const customer = await emulator.inboundCall({ from: "+12025550101", to: numbers.from });
  const [, agent, supervisor] = emulator.parties as readonly [Party, Party, Party];
  return { emulator, customer, agent, supervisor };
}

const heard = (party: Party) => party.hears.map(({ text }) => text);

test("what the supervisor whispers, the agent hears and the customer does not", async () => {
  const { emulator, customer, agent, supervisor } = await call();
  await customer.say("it arrived broken");
  await supervisor.say("offer a new one");
  await agent.say("we send you a new one");
  expect(heard(customer)).toEqual(["we send you a new one"]);
  expect(heard(agent)).toEqual(["it arrived broken", "offer a new one"]);
  expect(heard(supervisor)).toEqual(["it arrived broken", "we send you a new one"]);
  expect(emulator.timeline.events.filter((type) => type === "conference.participant.joined")).toHaveLength(3);
});

test("the supervisor speaks to both after 2, to nobody after 3, and whispers again after 1", async () => {
  const { customer, agent, supervisor } = await call();
  for (const key of ["2", "3", "1", "9"]) {
    await supervisor.press(key);
    await supervisor.say(`after ${key}`);
  }
  expect(heard(customer)).toEqual(["after 2"]);
  expect(heard(agent)).toEqual(["after 2", "after 1", "after 9"]);
});

test("everybody is hung up when the customer leaves", async () => {
  const { emulator, customer } = await call();
  await customer.hangup();
  expect(emulator.parties).toEqual([]);
});

test("everybody is hung up when the agent leaves, and nobody when the supervisor does", async () => {
  const { emulator, customer, agent, supervisor } = await call();
  await supervisor.hangup();
  expect([customer.state, agent.state]).toEqual(["answered", "answered"]);
  await agent.hangup();
  expect(customer.state).toBe("ended");
  expect(emulator.timeline.events).toContain("conference.ended");
});

test("a customer whose agent is busy is not left alone in the conference", async () => {
  const { emulator, customer } = await call({ does: "busy" });
  expect(customer.state).toBe("ended");
  expect(emulator.parties).toEqual([]);
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const report = await everyEnding({
    app: (rehearsal) => createSupervisedCall({ ...rehearsal, ...numbers }),
    steps: 1,
    seconds: 240,
  });
  expect(report).toMatchObject({ complete: true });
});
