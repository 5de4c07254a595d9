import { expect, test } from "vitest";
import { startRehearsal } from "../rehearse.js";
import { cardPayment } from "./card-payment.js";

async function pay(keys: string) {
  const { emulator, kit } = await startRehearsal();
  const cards: string[] = [];
  cardPayment({
    ...kit,
    charge: async (card) => {
      cards.push(card);
      return card.startsWith("4");
    },
  });
  const caller = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
  await caller.press(keys);
  await emulator.settle();
  const { data } = await kit.recordings.list();
  return { emulator, cards, caller, recording: data[0] };
}

const at = (emulator: Awaited<ReturnType<typeof pay>>["emulator"], name: string) =>
  emulator.timeline.entries.find(
    (entry) =>
      (entry.kind === "command" && entry.operation === name) || (entry.kind === "event" && entry.event_type === name),
  )?.at ?? Number.NaN;

test("no key of the card is pressed while the recording runs", async () => {
  const { emulator, cards, caller } = await pay("4111111111111111#");
  expect(cards).toEqual(["4111111111111111"]);
  const [paused, first, resumed] = ["media.pauseRecording", "call.dtmf.received", "media.resumeRecording"];
  expect(at(emulator, paused as string)).toBeLessThan(at(emulator, first as string));
  const keys = emulator.timeline.entries.filter(
    (entry) => entry.kind === "event" && entry.event_type === "call.dtmf.received",
  );
  expect(keys).toHaveLength(17);
  expect(keys.at(-1)?.at).toBeLessThanOrEqual(at(emulator, resumed as string));
  expect(caller.state).toBe("ended");
});

test("the recording holds the call without the pause", async () => {
  const { emulator, recording } = await pay("4111111111111111#");
  const pause = at(emulator, "media.resumeRecording") - at(emulator, "media.pauseRecording");
  const call = at(emulator, "call.hangup") - at(emulator, "media.startRecording");
  expect(pause).toBeGreaterThan(3_000);
  expect(Math.abs((recording?.duration_millis ?? 0) - (call - pause))).toBeLessThan(50);
});

test("a card that is too short is asked for again, and never charged", async () => {
  const { cards, caller } = await pay("41111#");
  expect(cards).toEqual([]);
  expect(caller.state).toBe("answered");
});
