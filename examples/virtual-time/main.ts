// Three calls that nobody answers take 32 minutes, or a moment in virtual time: `tsx examples/virtual-time/main.ts`.
import { setTimeout as wait } from "node:timers/promises";
import { runExample } from "../run-example.js";
import { createReminder } from "./reminder.js";

let remind: ReturnType<typeof createReminder>;

await runExample({
  application(kit, line) {
    remind = createReminder({ ...kit, ...line, wait: (ms) => pass(ms) });
  },
  async start(_kit, { to }) {
    if (process.env.TELNYX_API_KEY) console.log(await remind(to));
  },
  async rehearsal(emulator) {
    pass = async () => {};
    emulator.setCallee("+12025550101", { does: "ring" });
    let done = false;
    const result = remind("+12025550101").finally(() => {
      done = true;
    });
    while (!done) await emulator.advance(60_000);
    console.log(await result);
  },
});
