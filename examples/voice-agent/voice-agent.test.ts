import { expect, test } from "vitest";
import { startRehearsal } from "../rehearse.js";
import { type Booking, voiceAgent } from "./voice-agent.js";

async function call() {
  const { emulator, kit } = await startRehearsal();
  const bookings: Booking[] = [];
  voiceAgent({ ...kit, onBooking: (booking) => bookings.push(booking) });
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  return { emulator, bookings, caller };
}

test("a booking is made when the caller has said everything, and confirmed", async () => {
  const { emulator, bookings, caller } = await call();
  await caller.say("My name is Ada.", { name: "Ada" });
  expect(bookings).toEqual([]);
  await caller.say("A table for four at half past seven.", { guests: 4, time: "19:30" });
  expect(bookings).toEqual([{ name: "Ada", guests: 4, time: "19:30" }]);
  const spoken = emulator.timeline.entries.find(
    (entry) => entry.kind === "command" && entry.operation === "media.speak",
  );
  expect(spoken).toMatchObject({ details: expect.stringContaining("A table for 4 at 19:30") });
  expect(caller.state).toBe("ended");
});

test("a caller who says nothing is asked to call again, and nothing is booked", async () => {
  const { emulator, bookings, caller } = await call();
  await emulator.advance(30_000);
  await emulator.settle();
  expect(bookings).toEqual([]);
  expect(caller.state).toBe("ended");
});
