// A supervisor whispers to an agent: `tsx examples/supervised-call/main.ts`.
import { runExample } from "../run-example.js";
import { superviseCalls } from "./supervised-call.js";

const { AGENT_NUMBER = "+12025550111", SUPERVISOR_NUMBER = "+12025550112" } = process.env;

await runExample({
  application: (kit, line) => superviseCalls({ ...kit, ...line, agent: AGENT_NUMBER, supervisor: SUPERVISOR_NUMBER }),
  async rehearsal(emulator) {
    await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    const [customer, agent, supervisor] = emulator.parties;
    await customer?.say("It arrived broken.");
    await supervisor?.say("Offer a new one.");
    await agent?.say("We send you a new one.");
    for (const { from, text } of customer?.hears ?? []) console.log(`the customer heard ${from}: ${text}`);
    for (const { from, text } of agent?.hears ?? []) console.log(`the agent heard ${from}: ${text}`);
    await agent?.hangup();
  },
});
