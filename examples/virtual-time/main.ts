// Three calls that nobody answers take half an hour, or a moment in virtual time: `tsx examples/virtual-time/main.ts`.
import { setTimeout as sleep } from "node:timers/promises";
import { runExample } from "../run-example.js";
import { createReminder } from "./reminder.js";

let wait: (milliseconds: number) => Promise<unknown> = sleep;
let remind: ReturnType<typeof createReminder>;

await runExample({
  application(kit, line) {
    remind = createReminder({ ...kit, ...line, wait: (milliseconds) => wait(milliseconds) });
  },
  async start(_kit, { to }) {
    if (process.env.TELNYX_API_KEY) console.log(await remind(to));
  },
  async rehearsal(emulator) {
    wait = emulator.sleep;
    emulator.setCallee("+12025550101", { does: "ring" });
    const answer = remind("+12025550101");
    await emulator.advance(40 * 60_000);
    console.log(await answer);
  },
});
