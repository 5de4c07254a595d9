// Three callers and two agents: `tsx examples/call-queue/main.ts`.
import { setTimeout as sleep } from "node:timers/promises";
import { runExample } from "../run-example.js";
import { runCallQueue } from "./call-queue.js";

const { AGENT_NUMBERS = "+12025550111,+12025550112" } = process.env;
let wait: (milliseconds: number) => Promise<unknown> = sleep;

await runExample({
  application: (kit, line) =>
    runCallQueue({
      ...kit,
      ...line,
      agents: AGENT_NUMBERS.split(","),
      musicUrl: "https://example.com/music.mp3",
      maxWaitSecs: 300,
      wait: (milliseconds) => wait(milliseconds),
    }),
  async rehearsal(emulator) {
    wait = emulator.sleep;
    const first = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await emulator.inboundCall({ from: "+12025550103", to: "+12025550102" });
    await emulator.inboundCall({ from: "+12025550104", to: "+12025550102" });
    await emulator.advance(60_000);
    await first.hangup();
    await emulator.advance(10_000);
  },
});
