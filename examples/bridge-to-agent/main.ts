// A caller is connected with an agent: `tsx examples/bridge-to-agent/main.ts`.
import { runExample } from "../run-example.js";
import { bridgeToAgent } from "./bridge-to-agent.js";

await runExample({
  application: (kit, line) =>
    bridgeToAgent({
      ...kit,
      ...line,
      agent: process.env.AGENT_NUMBER ?? "+12025550111",
      musicUrl: "https://example.com/music.mp3",
    }),
  async rehearsal(emulator) {
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await emulator.advance(30_000);
    await call.hangup();
  },
});
