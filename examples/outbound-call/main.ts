// Calls a number where an answering machine picks up: `tsx examples/outbound-call/main.ts`.
import { runExample } from "../run-example.js";
import { createAnnouncer } from "./outbound-call.js";

const message = "Your order is ready. You can pick it up until six.";
let announce: ReturnType<typeof createAnnouncer>;

await runExample({
  application(kit, line) {
    announce = createAnnouncer({ ...kit, ...line, message, onEnd: (cause) => console.log(`The call ended: ${cause}`) });
  },
  async start(_kit, { to }) {
    if (!process.env.TELNYX_API_KEY) return; // The rehearsal below says first who picks up.
    await announce(to);
  },
  async rehearsal(emulator) {
    emulator.setCallee("+12025550101", { as: "machine", greetingMs: 6_000 });
    await announce("+12025550101");
  },
});
