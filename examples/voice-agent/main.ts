// An AI takes a booking from what the caller says: `tsx examples/voice-agent/main.ts`.
import { runExample } from "../run-example.js";
import { voiceAgent } from "./voice-agent.js";

await runExample({
  application: (kit) => voiceAgent({ ...kit, onBooking: (booking) => console.log("Booked:", booking) }),
  async rehearsal(emulator) {
    // The emulator understands no speech: the script says what is in each sentence.
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await call.say("My name is Ada.", { name: "Ada" });
    await call.say("A table for four at half past seven.", { guests: 4, time: "19:30" });
  },
});
