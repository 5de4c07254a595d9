import { rehearse } from "@telnyx-kit/emulator";
import { everyEnding } from "@telnyx-kit/emulator/endings";
import { expect, test } from "vitest";
import { type Booking, createVoiceAgent } from "./voice-agent.js";

async function call() {
  const bookings: Booking[] = [];
  const emulator = await rehearse((rehearsal) =>
    createVoiceAgent({ ...rehearsal, onBooking: (booking) => bookings.push(booking) }),
  );
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  return { emulator, bookings, caller };
}

test("a booking is made when the caller has said everything, and confirmed", async () => {
  const { bookings, caller } = await call();
  await caller.say("My name is Ada.", { name: "Ada" });
  expect(bookings).toEqual([]);
  await caller.say("A table for four at half past seven.", { guests: 4, time: "19:30" });
  expect(bookings).toEqual([{ name: "Ada", guests: 4, time: "19:30" }]);
  expect(caller.heard.at(-1)).toEqual({ speak: "A table for 4 at 19:30. See you, Ada!" });
  expect(caller.state).toBe("ended");
});

test("what the AI misunderstood is no booking", async () => {
  const { bookings, caller } = await call();
  await caller.say("We are Ada, at eight.", { name: "Ada", guests: "some", time: "20:00" });
  expect(bookings).toEqual([]);
  expect(caller.heard.at(-1)).toEqual({ speak: "Sorry, I did not get that. Please call again." });
});

test("a caller who says nothing is asked to call again, and nothing is booked", async () => {
  const { emulator, bookings, caller } = await call();
  await emulator.advance(30_000);
  await emulator.settle();
  expect(bookings).toEqual([]);
  expect(caller.state).toBe("ended");
});

test("nothing is booked for a caller who hangs up before the last answer", async () => {
  const { bookings, caller } = await call();
  await caller.say("My name is Ada.", { name: "Ada" });
  await caller.hangup();
  expect(bookings).toEqual([]);
});

test("nobody is left in silence, no matter who hangs up and which webhook is late", {
  timeout: 300_000,
}, async () => {
  const report = await everyEnding({
    app: (rehearsal) => createVoiceAgent({ ...rehearsal, onBooking: () => {} }),
    scenario: {
      words: [
        { say: "Ada, four of us, half past seven.", fields: { name: "Ada", guests: 4, time: "19:30" } },
        { say: "We are some, at eight.", fields: { name: "Ada", guests: "some", time: "20:00" } },
      ],
    },
    steps: 1,
    seconds: 240,
  });
  expect(report).toMatchObject({ complete: true });
});
