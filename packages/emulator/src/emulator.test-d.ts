import { expectTypeOf } from "vitest";
import type { Party } from "./calls/party.js";
import type { Emulator } from "./emulator.js";
import type { EmulatorOptions } from "./options.js";
import { startEmulator } from "./start-emulator.js";
import type { TimelineEntry } from "./world/timeline.js";

const options: EmulatorOptions = {
  webhookHandler: async () => new Response(),
  callee: ({ to }) =>
    to === "+12025550103" ? { does: "busy" } : { as: "machine", script: [{ afterMs: 500, press: "1" }] },
  faults: [{ fault: "lost-reply", on: "voice.dial", times: 1 }],
  timings: { answer: 0 },
};
const emulator = await startEmulator(options);
expectTypeOf(emulator).toEqualTypeOf<Emulator>();
expectTypeOf(emulator.inboundCall({ from: "+12025550101", to: "+12025550102" })).resolves.toEqualTypeOf<Party>();

for (const entry of emulator.timeline) {
  expectTypeOf(entry).toEqualTypeOf<TimelineEntry>();
  if (entry.kind === "delivery") expectTypeOf(entry.outcome).toEqualTypeOf<number | "timeout" | "failed">();
  // @ts-expect-error Only events have a payload.
  if (entry.kind === "command") entry.payload;
}

// @ts-expect-error A call has a caller.
emulator.inboundCall({ to: "+12025550102" });
// @ts-expect-error There is no such fault.
emulator.inject({ fault: "fire" });
// @ts-expect-error There is no such behaviour of a callee.
emulator.setCallee("+12025550103", { does: "dance" });
// @ts-expect-error A misspelt option.
startEmulator({ webhookURL: "http://localhost" });
// @ts-expect-error There are two clocks.
startEmulator({ clock: "fast" });
